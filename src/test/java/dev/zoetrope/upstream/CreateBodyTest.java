package dev.zoetrope.upstream;

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
import dev.zoetrope.video.GenerationMode;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/** What of a create goes to the vendor. */
class CreateBodyTest {
    private static final String URL = "https://example.com/file";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Map<String, Object> sent(GenerationRequest request) throws IOException {
        return JSON.readValue(CreateBody.of(request).toJson(), new TypeReference<>() {
        });
    }

    @Test
    void every_member_is_sent_except_the_callback_url() throws IOException {
        // Given: a value for each member, whether they go together or not
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, true,
                List.of(URL), URL, "prompt", URL, 5, Resolution.DEFAULT, "negative", 1, true, false, URL, Map.of());
        Set<String> members = new TreeSet<>(
                OpenApiDocument.names(OpenApiDocument.read().schema("VideoGenerationRequest").get("properties")));
        // When
        Map<String, Object> sent = sent(request);
        // Then
        assertThat(members).hasSizeGreaterThan(1).contains("callback_url");
        members.remove("callback_url");
        assertThat(sent.keySet()).containsExactlyInAnyOrderElementsOf(members);
    }

    @Test
    void an_absent_member_is_not_sent() throws IOException {
        GenerationRequest request = new GenerationRequest(GenerationRequest.MODEL, GenerationMode.IMAGE_TO_VIDEO, false,
                List.of(URL), null, null, null, null, null, null, null, null, null, null, Map.of());

        assertThat(sent(request)).containsOnlyKeys("model", "image_urls");
    }
}
