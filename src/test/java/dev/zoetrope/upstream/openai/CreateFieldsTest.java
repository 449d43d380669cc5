package dev.zoetrope.upstream.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.upstream.InlineFile;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import io.vertx.core.buffer.Buffer;

/** What of a create goes to the vendor, and what keeps a create from it. */
class CreateFieldsTest {
    private static final String URL = "https://files.example.com/kite.png?a=1&b=\"2\"";
    private static final String TEXT_TO_VIDEO = "wan-2.7-text-to-video";

    private static Model model(String id) {
        return Models.ofThisVersion().find(id);
    }

    private static Map<String, String> fields(GenerationRequest request) throws IOException {
        return CreateFields.of(new VendorCalls.Create(request, model(request.model()), "Wan-AI/Wan2.2-I2V-A14B"));
    }

    private static GenerationRequest text(Object... members) {
        return new GenerationRequest(TEXT_TO_VIDEO, null, false, Requests.members(members), null, Map.of());
    }

    private static String obstacle(GenerationRequest request) {
        return obstacle(request, model(request.model()));
    }

    private static String obstacle(GenerationRequest request, Model model) {
        var fault = new OpenAiVideosProtocol().obstacle(request, model);
        if (fault == null) {
            return null;
        }
        assertThat(fault.code()).isEqualTo("unsupported_by_vendor");
        assertThat(fault.message()).startsWith(fault.param() + " cannot be sent to the vendor, because ").endsWith(".");
        return fault.param();
    }

    @Test
    void a_whole_create() throws IOException {
        // Given
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, true,
                Requests.members("image_urls", List.of(URL), "prompt", "A kite over the sea – in the evening", "duration", 5,
                        "resolution", "720p", "negative_prompt", "blur", "seed", 42),
                "https://callback.example", Map.of());
        // When
        FormBody body = FormBody.of(fields(request), Map.of(), "golden");
        // Then
        assertThat(obstacle(request)).isNull();
        assertThat(body.contentType()).isEqualTo("multipart/form-data; boundary=golden");
        assertThat(new String(body.bytes(), UTF_8)).isEqualTo(Answers.golden("create.txt"));
    }

    @Test
    void a_file_is_a_part_and_has_no_other_name() throws IOException {
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, true,
                Requests.members("image_urls", List.of("file:1"), "prompt", "p", "seed", 1), null, Map.of());
        var create = new VendorCalls.Create(request, model(request.model()), "m",
                Map.of("file:1", new InlineFile("image/jpeg", Buffer.buffer(new byte[] { -1, -40, 13, 10 }))));

        FormBody body = FormBody.of(CreateFields.of(create), CreateFields.parts(create), "b");

        String text = new String(body.bytes(), ISO_8859_1);
        assertThat(text).endsWith("\r\n--b\r\nContent-Disposition: form-data; name=\"input_reference\"; filename=\""
                + "input_reference.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\u00ff\u00d8\r\n\r\n--b--\r\n");
        assertThat(text).doesNotContain("reference_url", "image_reference", "file:1");
    }

    @Test
    void defaults_of_the_model_are_sent_because_the_vendor_has_others() throws IOException {
        assertThat(fields(text("prompt", "p"))).containsExactlyInAnyOrderEntriesOf(Map.of("model", "Wan-AI/Wan2.2-I2V-A14B",
                "prompt", "p", "seconds", "5", "size", "1920x1080"));
    }

    @ParameterizedTest
    @CsvSource({ "720p, 16:9, 1280x720", "720p, 9:16, 720x1280", "720p, 1:1, 960x960", "720p, 4:3, 1104x832",
            "720p, 3:4, 832x1104", "1080p, 16:9, 1920x1080", "1080p, 9:16, 1080x1920", "1080p, 1:1, 1440x1440",
            "1080p, 4:3, 1648x1248", "1080p, 3:4, 1248x1648" })
    void sizes(String resolution, String ratio, String size) throws IOException {
        assertThat(fields(text("prompt", "p", "resolution", resolution, "aspect_ratio", ratio))).containsEntry("size", size);
    }

    @ParameterizedTest
    @CsvSource({ "480p,, 832x480", "720P,, 1280x720", "480p, 9:16, 480x832", "480p, 4:3,", "4k,,", "720p, 21:9,", "x,," })
    void sizes_that_only_other_models_have(String resolution, String ratio, String size) {
        assertThat(VideoSize.of(resolution, ratio)).isEqualTo(size);
    }

    @Test
    void a_member_without_a_field_is_an_obstacle() {
        for (String member : List.of("enable_safety_checker", "enable_prompt_expansion")) {
            assertThat(obstacle(Requests.of(null, false,
                    Requests.members("image_urls", List.of(URL), member, false)))).isEqualTo(member);
        }
        assertThat(obstacle(text("prompt", "p", "audio_url", URL))).isEqualTo("audio_url");
    }

    @Test
    void a_file_without_a_field_is_an_obstacle() {
        assertThat(obstacle(Requests.of(Requests.VIDEO_CONTINUATION, false, Requests.members("video_url", URL))))
                .isEqualTo("video_url");
        assertThat(obstacle(Requests.of(Requests.FIRST_LAST_FRAME, false,
                Requests.members("image_urls", List.of(URL, URL))))).isEqualTo("image_urls");
        assertThat(obstacle(new GenerationRequest("wan-2.7-reference-to-video", null, false,
                Requests.members("prompt", "p", "reference_image_urls", List.of(URL)), null, Map.of())))
                .isEqualTo("reference_image_urls");
        assertThat(obstacle(new GenerationRequest("wan-2.7-video-edit", null, false,
                Requests.members("prompt", "p", "video_url", URL), null, Map.of()))).isEqualTo("video_url");
    }

    @Test
    void a_last_frame_is_named_in_the_reason() {
        GenerationRequest request = Requests.of(Requests.FIRST_LAST_FRAME, false,
                Requests.members("image_urls", List.of(URL, URL)));

        assertThat(new OpenAiVideosProtocol().obstacle(request, model(Requests.MODEL)).message()).isEqualTo(
                "image_urls cannot be sent to the vendor, because the API of the vendor has no field for last frame.");
    }

    @Test
    void a_member_that_the_gateway_does_not_know_is_an_obstacle() {
        assertThat(obstacle(Requests.of(null, false, Requests.members("image_urls", List.of(URL)), null,
                Map.of("camera", "left")))).isEqualTo("camera");
        assertThat(obstacle(Requests.of(null, false, Requests.members("image_urls", List.of(URL), "of_an_older_file", 1))))
                .isEqualTo("of_an_older_file");
    }

    @Test
    void a_size_or_a_duration_that_cannot_be_said_is_an_obstacle() {
        Model own = Models.of("own.yaml", """
                ids: { m: {} }
                members:
                  prompt: { type: string, slot: prompt }
                  image_urls: { type: urls, slot: first_frame, items: 1..2, media: image }
                  duration: { type: integer, slot: duration, range: -1..15 }
                  quality: { type: string, slot: resolution, values: [480p, 4k] }
                  ratio: { type: string, slot: ratio, values: ["16:9", "21:9"] }
                """).find("m");

        assertThat(obstacle(own("quality", "4k"), own)).isEqualTo("quality");
        assertThat(obstacle(own("quality", "480p"), own)).isNull();
        assertThat(obstacle(own("quality", "480p", "ratio", "21:9"), own)).isEqualTo("ratio");
        assertThat(obstacle(own("ratio", "16:9"), own)).isEqualTo("ratio");
        assertThat(obstacle(own("duration", -1), own)).isEqualTo("duration");
        assertThat(obstacle(own("image_urls", List.of(URL, URL)), own)).isEqualTo("image_urls");
        assertThat(obstacle(own("prompt", "p"), own)).isNull();
    }

    private static GenerationRequest own(Object... members) {
        return new GenerationRequest("m", null, false, Requests.members(members), null, Map.of());
    }
}
