package dev.zoetrope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.zoetrope.model.Mode;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.sandbox.render.GenerationMode;
import dev.zoetrope.sandbox.render.RenderJob;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

/** The sandbox renders each mode and each resolution of the model. */
class RenderJobsTest {
    private static final Model MODEL = Models.ofThisVersion().find(Requests.MODEL);
    private static final SandboxOrigin ORIGIN = new SandboxOrigin("http://localhost:1", Set.of("localhost:1"));
    private static final String URL = "https://example.com/file";

    private static RenderJob job(String mode, Map<String, Object> members) {
        return RenderJobs.of(Order.of(Requests.of(mode, false, members), MODEL), ORIGIN, new Samples(), new Random(1));
    }

    private static GenerationMode mode(String mode, String member, Object value) {
        return job(mode, Requests.members(member, value)).mode();
    }

    @Test
    void each_mode() {
        assertThat(MODEL.modes()).extracting(Mode::name).containsExactly(Requests.IMAGE_TO_VIDEO, Requests.FIRST_LAST_FRAME,
                Requests.VIDEO_CONTINUATION);
        assertThat(mode(Requests.IMAGE_TO_VIDEO, "image_urls", List.of(URL))).isEqualTo(GenerationMode.IMAGE_TO_VIDEO);
        assertThat(mode(Requests.FIRST_LAST_FRAME, "image_urls", List.of(URL, URL))).isEqualTo(GenerationMode.FIRST_LAST_FRAME);
        assertThat(mode(Requests.VIDEO_CONTINUATION, "video_url", URL)).isEqualTo(GenerationMode.VIDEO_CONTINUATION);
    }

    @Test
    void a_text_becomes_words_on_a_picture() {
        RenderJob job = jobOf("wan-2.7-text-to-video", Requests.members("prompt", " A storm [sandbox:delay=1s]", "aspect_ratio",
                "9:16", "duration", 3));

        assertThat(job.mode()).isEqualTo(GenerationMode.TEXT_TO_VIDEO);
        assertThat(job.words()).isEqualTo("A storm");
        assertThat(job.ratio()).isEqualTo("9:16");
        assertThat(job.seconds()).isEqualTo(3);
        assertThat(job.imageUrls()).isEmpty();
    }

    @Test
    void references_are_shown_in_turn_with_the_names_of_their_members() {
        RenderJob job = jobOf("wan-2.7-reference-to-video", Requests.members("prompt", "p", "reference_image_urls",
                List.of(URL, URL), "reference_video_urls", List.of(URL)));
        RenderJob without = jobOf("wan-2.7-reference-to-video", Requests.members("prompt", ""));

        assertThat(job.mode()).isEqualTo(GenerationMode.REFERENCES);
        assertThat(job.ratio()).isEqualTo("16:9");
        assertThat(job.imageUrls()).hasSize(2);
        assertThat(job.videoUrl()).isEqualTo(URL);
        assertThat(job.members()).containsExactly("reference_image_urls[0]", "reference_image_urls[1]",
                "reference_video_urls[0]");
        assertThat(without.mode()).isEqualTo(GenerationMode.TEXT_TO_VIDEO);
        assertThat(without.words()).isEqualTo("Wan 2.7 reference to video");
    }

    @Test
    void a_change_of_a_video_has_its_length_and_ratio_unless_others_are_wanted() {
        RenderJob job = jobOf("wan-2.7-video-edit", Requests.members("prompt", "at night [sandbox:delay=1s]", "video_url", URL,
                "reference_image_url", URL, "seed", 4));
        RenderJob cut = jobOf("wan-2.7-video-edit", Requests.members("prompt", "", "video_url", URL, "duration", 3,
                "aspect_ratio", "1:1", "resolution", "720p"));

        assertThat(job).isEqualTo(new RenderJob(GenerationMode.VIDEO_EDIT, List.of(URL), URL, null, 0, 1080, 4, null,
                "at night", List.of("reference_image_url", "video_url")));
        assertThat(cut.seconds()).isEqualTo(3);
        assertThat(cut.ratio()).isEqualTo("1:1");
        assertThat(cut.shortSide()).isEqualTo(720);
        assertThat(cut.words()).isEqualTo("Wan 2.7 video edit");
    }

    private static RenderJob jobOf(String model, Map<String, Object> members) {
        return RenderJobs.of(Order.of(new GenerationRequest(model, null, false, members, null, Map.of()),
                Models.ofThisVersion().find(model)), ORIGIN, new Samples(), new Random(1));
    }

    @Test
    void each_resolution() {
        assertThat(MODEL.member("resolution").allowed().values()).containsExactly("720p", "1080p");
        assertThat(resolution("720p")).isEqualTo(720);
        assertThat(resolution("1080p")).isEqualTo(1080);
    }

    @Test
    void the_defaults_of_the_model() {
        RenderJob job = job(Requests.IMAGE_TO_VIDEO, Requests.members("image_urls", List.of(URL)));

        assertThat(job.seconds()).isEqualTo(5);
        assertThat(job.shortSide()).isEqualTo(1080);
    }

    private static int resolution(String word) {
        return job(Requests.IMAGE_TO_VIDEO, Requests.members("image_urls", List.of(URL), "resolution", word)).shortSide();
    }
}
