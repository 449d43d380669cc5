package dev.zoetrope.upstream.dashscope;

import static dev.zoetrope.upstream.dashscope.Bodies.golden;
import static dev.zoetrope.upstream.dashscope.Bodies.model;
import static dev.zoetrope.upstream.dashscope.Bodies.sent;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;

/** The body of a create, for each kind of video: the golden files have the shape that the vendor documents. */
class CreateBodyTest {
    private static final String MEDIA = "https://media.example/";

    @Test
    void a_text_to_video() {
        JsonNode sent = sent(model("wan-2.7-text-to-video"), """
                {"prompt":"a paper boat on a lake","audio_url":"%swaves.mp3","duration":10,"resolution":"720p",
                 "aspect_ratio":"9:16","negative_prompt":"blur","seed":42,"enable_prompt_expansion":false}""".formatted(MEDIA),
                "wan2.7-t2v");

        assertThat(sent).isEqualTo(golden("create-text-to-video.json"));
    }

    @Test
    void an_image_to_video_with_the_default_resolution_and_duration_of_the_model() {
        JsonNode sent = sent(model("wan-2.7-image-to-video"), """
                {"image_urls":["%1$sfirst.png","%1$slast.png"],"prompt":"the boat sets sail","audio_url":"%1$swaves.mp3"}"""
                .formatted(MEDIA), "wan2.7-i2v");

        assertThat(sent).isEqualTo(golden("create-image-to-video.json"));
    }

    /** The vendor counts the clip as a part of the duration; the number is not converted. */
    @Test
    void a_continuation_with_the_duration_that_the_caller_gave() {
        JsonNode sent = sent(model("wan-2.7-image-to-video"), """
                {"video_url":"%sclip.mp4","duration":15}""".formatted(MEDIA), "wan2.7-i2v");

        assertThat(sent).isEqualTo(golden("create-continuation.json"));
    }

    /** A prompt names a reference by its number, so the order of the references matters. */
    @Test
    void a_reference_to_video_with_the_references_in_their_order() {
        JsonNode sent = sent(model("wan-2.7-reference-to-video"), """
                {"prompt":"Image 1 meets Video 1","reference_image_urls":["%1$scat.png","%1$sdog.png"],
                 "reference_video_urls":["%1$swalk.mp4"],"resolution":"720p","negative_prompt":"rain"}""".formatted(MEDIA),
                "wan2.7-r2v");

        assertThat(sent).isEqualTo(golden("create-reference-to-video.json"));
    }

    @Test
    void a_video_edit_as_long_as_its_input() {
        JsonNode sent = sent(model("wan-2.7-video-edit"), """
                {"prompt":"make it snow","video_url":"%1$sstreet.mp4","reference_image_url":"%1$ssnow.png",
                 "aspect_ratio":"1:1","audio_setting":"origin","seed":7}""".formatted(MEDIA), "wan2.7-videoedit");

        assertThat(sent).isEqualTo(golden("create-video-edit.json"));
    }

    @Test
    void a_default_that_does_not_change_the_price_is_not_sent() {
        JsonNode sent = sent(model("wan-2.7-text-to-video"), "{\"prompt\":\"p\"}", "m");

        assertThat(sent.path("parameters").toString()).isEqualTo("{\"resolution\":\"1080P\",\"duration\":5}");
        assertThat(sent.path("input").toString()).isEqualTo("{\"prompt\":\"p\"}");
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "false, false" })
    void a_boolean_is_sent_in_both_values(String given, boolean sent) {
        assertThat(sent(model("wan-2.7-text-to-video"), "{\"prompt\":\"p\",\"enable_prompt_expansion\":" + given + "}", "m")
                .path("parameters").path("prompt_extend").booleanValue()).isEqualTo(sent);
    }

    @Test
    void the_members_of_another_model_are_found_by_their_slots() {
        Model model = Models.of("own.yaml", """
                ids: { own: {} }
                members:
                  text: { type: string, slot: prompt, required: true }
                  shape: { type: string, slot: ratio, values: ["16:9"], alias: { wide: "16:9" } }
                  mark: { type: boolean, slot: watermark }
                  start: { type: url, slot: first_frame, nullable: true, media: image }
                  likeness: { type: urls, slot: reference_images, items: 1..3, media: image }
                """).find("own");

        JsonNode sent = sent(model, """
                {"text":"t","shape":"wide","mark":true,"start":"%1$sa.png","likeness":["%1$sb.png"]}""".formatted(MEDIA), "m");

        assertThat(sent.toString()).isEqualTo("""
                {"model":"m","input":{"prompt":"t","media":[{"type":"first_frame","url":"%1$sa.png"},\
                {"type":"reference_image","url":"%1$sb.png"}]},"parameters":{"ratio":"16:9","watermark":true}}"""
                .formatted(MEDIA));
    }
}
