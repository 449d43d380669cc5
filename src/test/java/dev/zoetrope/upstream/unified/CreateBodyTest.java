package dev.zoetrope.upstream.unified;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

/** What of a create goes to the vendor. */
class CreateBodyTest {
    private static final String URL = "https://example.com/file";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, Object> sent(GenerationRequest request) throws IOException {
        return JSON.readValue(CreateBody.toJson(new VendorCalls.Create(request,
                Models.ofThisVersion().find(request.model()), "vendors-" + request.model())), new TypeReference<>() {
                });
    }

    @Test
    void every_member_is_sent_except_the_callback_url() throws IOException {
        // Given: a value for each member, whether they go together or not
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, true, Requests.members("image_urls", List.of(URL),
                "video_url", URL, "prompt", "prompt", "audio_url", URL, "duration", 5, "resolution", "1080p", "negative_prompt",
                "negative", "seed", 1, "enable_prompt_expansion", true, "enable_safety_checker", false), URL, Map.of());
        Set<String> members = new TreeSet<>(
                OpenApiDocument.names(OpenApiDocument.read().schema("Wan27ImageToVideo").get("properties")));
        // When
        Map<String, Object> sent = sent(request);
        // Then
        assertThat(members).hasSizeGreaterThan(1).contains("callback_url");
        members.remove("callback_url");
        assertThat(sent.keySet()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void the_model_has_the_vendors_id() throws IOException {
        assertThat(sent(Requests.image(URL))).containsEntry("model", "vendors-wan-2.7-image-to-video");
    }

    @Test
    void an_absent_member_is_not_sent() throws IOException {
        assertThat(sent(Requests.image(URL))).containsOnlyKeys("model", "image_urls");
    }
}
