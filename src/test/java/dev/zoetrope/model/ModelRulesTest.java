package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.video.GenerationRequest;

/** The rules between members in the files of this version: bodies that only such a rule refuses, and the mode that is sent. */
class ModelRulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(String text) throws JsonProcessingException {
        Map<String, Object> body = new LinkedHashMap<>(
                JSON.readValue(text.replace("$", "'https://a.example/x'").replace('\'', '"'),
                        Map.class));
        body.replaceAll((name, value) -> value instanceof Integer number ? new JsonNumber(number.toString()) : value);
        return body;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "veo-3.1|{'generation_type':'text-to-video','prompt':'p','image_urls':[$]}|image_urls must be absent for text-to-video",
            "veo-3.1|{'generation_type':'reference-to-video','prompt':'p','image_urls':[$],'duration':4}"
                    + "|duration must be 8 (seconds) if generation_type is reference-to-video",
            "veo-3.1|{'prompt':'p','image_urls':[$],'reference_type':'STYLE'}"
                    + "|reference_type must be absent if generation_type is image-to-video or first-last-frame or text-to-video",
            "veo-3.1-fast|{'prompt':'p','image_urls':[$,$,$],'duration':6}"
                    + "|duration must be 8 (seconds) if generation_type is reference-to-video",
            "veo-3.1-lite|{'prompt':'p','duration':4}|duration must be 8 (seconds) if resolution is 1080p",
            "veo-3.1-lite|{'prompt':'p','resolution':'4k'}|resolution must be 720p or 1080p",
            "veo-3.1-lite|{'generation_type':'reference-to-video','prompt':'p','image_urls':[$]}"
                    + "|generation_type must be image-to-video, first-last-frame or text-to-video",
            "veo-3.1-lite|{'prompt':'p','image_urls':[$,$,$]}|image_urls must contain exactly one image for image-to-video",
            "veo-3.1-lite-image-to-video|{'prompt':'p','image_url':$,'duration':6}"
                    + "|duration must be 8 (seconds) if resolution is 1080p",
            "veo-3.1-reference-to-video|{'prompt':'p','reference_image_urls':[$],'duration':4}|duration must be 8 (seconds)",
            "seedance-2.0-fast-image-to-video|{'prompt':'p','image_url':$,'resolution':'1080p'}|resolution must be 480p or 720p",
            "seedance-2.0-reference-to-video|{'prompt':'p','image_urls':[$,$,$,$,$,$,$,$,$],'video_urls':[$,$,$],'audio_urls':[$]}"
                    + "|audio_urls must have at most 12 elements together with image_urls and video_urls",
            "seedance-2.0-text-to-video|{'prompt':'p','duration':3}|duration must be an integer from 4 to 15, or -1 (seconds)",
            "sora-2-pro|{'prompt':'p','image_urls':[$,$]}|image_urls must contain one image",
            "kling-v3-image-to-video|{'prompt':'p','image_url':$,'voice_ids':['v']}"
                    + "|generate_audio must be true if voice_ids is present",
            "kling-o3-text-to-video|{'duration':5}|prompt or multi_prompt is required",
            "kling-o3-text-to-video|{'prompt':'p','multi_prompt':[{}]}|multi_prompt must not be combined with prompt" })
    void a_body_that_breaks_one_rule_has_one_fault(String model, String body, String fault) throws JsonProcessingException {
        assertThat(Models.ofThisVersion().find(model).read(body(body)).findings())
                .extracting(finding -> finding.member() + " " + finding.predicate()).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "{'prompt':'p'}|text-to-video",
            "{'prompt':'p','image_urls':[]}|text-to-video", "{'prompt':'p','image_urls':[$]}|image-to-video",
            "{'prompt':'p','image_urls':[$,$]}|first-last-frame", "{'prompt':'p','image_urls':[$,$,$]}|reference-to-video" })
    void veo_gets_the_mode_that_fits_the_images(String body, String mode) throws JsonProcessingException {
        Model model = Models.ofThisVersion().find("veo-3.1");
        Model.Reading reading = model.read(body(body));

        assertThat(reading.findings()).isEmpty();
        assertThat(model.toSend(new GenerationRequest(model.id(), reading.mode(), reading.modeStated(), reading.members(), null,
                Map.of()))).containsEntry("generation_type", mode);
    }
}
