package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/** One answer reports all faults of a body, each fault once, in the order of the contract's table. */
class EveryFaultTest {

    @Test
    void all_members_wrong_in_every_way() {
        assertThat(faults("""
                {'zzz':1,'seed':-1,'enable_safety_checker':'no','prompt':'%s','duration':null,'aaa':2,
                 'audio_url':'ftp://x','callback_url':'http://x','resolution':'8k','generation_type':'x',
                 'enable_prompt_expansion':1,'negative_prompt':5,'image_urls':['nope',5],'model':'m'}"""
                .formatted("p".repeat(5001)))).containsExactly("model model_not_found", "generation_type invalid_value",
                        "image_urls invalid_url", "image_urls invalid_type", "prompt too_long", "audio_url invalid_url",
                        "duration invalid_type", "resolution invalid_value", "negative_prompt invalid_type",
                        "seed out_of_range", "enable_prompt_expansion invalid_type", "enable_safety_checker invalid_type",
                        "callback_url invalid_url", "callback_url no_signing_secret", "zzz unknown_member",
                        "aaa unknown_member");
    }

    @Test
    void an_empty_object() {
        Failure failure = failure("{}");

        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.type()).isEqualTo("invalid_request_error");
        assertThat(failure.code()).isEqualTo("required");
        assertThat(failure.message()).isEqualTo("model is required");
        assertThat(failure.faults()).extracting(Fault::param).containsExactly("model", "image_urls");
    }

    @Test
    void every_bad_picture_is_named() {
        assertThat(failure("{'model':'wan-2.7-image-to-video','image_urls':['a','https://ok/',3,'d']}").faults())
                .extracting(Fault::message)
                .satisfiesExactly(whole -> assertThat(whole).startsWith("image_urls must contain one image"),
                        first -> assertThat(first).startsWith("image_urls[0] must be an absolute http"),
                        third -> assertThat(third).isEqualTo("image_urls[2] must be a string"),
                        fourth -> assertThat(fourth).startsWith("image_urls[3] must be an absolute http"));
    }

    @Test
    void a_long_list_is_judged_at_its_start_only() {
        String bad = "'x',".repeat(5_000);

        assertThat(faults("{'model':'wan-2.7-image-to-video','image_urls':[" + bad + "5,{'a':1}]}")).hasSize(11)
                .endsWith("image_urls invalid_url");
    }

    @Test
    void a_wrong_type_is_said_once() {
        assertThat(faults("{'model':5,'image_urls':'https://example.com/a.jpg'}")).containsExactly("model invalid_type",
                "image_urls invalid_type");
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':5}")).containsExactly("video_url invalid_type");
    }

    @Test
    void a_wrong_type_still_counts_as_given() {
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':5,'generation_type':'image-to-video'}"))
                .containsExactly("image_urls required", "video_url invalid_type");
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':'https://a/','image_urls':'https://b/'}"))
                .containsExactly("image_urls invalid_type", "video_url invalid_value");
        assertThat(faults(withMembers("'video_url':5"))).containsExactly("video_url invalid_type");
    }

    @Test
    void an_empty_url_is_no_url() {
        assertThat(faults("{'model':'wan-2.7-image-to-video','video_url':'','audio_url':''}"))
                .containsExactly("video_url invalid_url", "audio_url invalid_url");
    }

    @Test
    void the_order_does_not_depend_on_the_body() {
        assertThat(faults("{'seed':'x','duration':'x','model':'x'," + Readings.IMAGE + "}"))
                .isEqualTo(faults("{'model':'x'," + Readings.IMAGE + ",'duration':'x','seed':'x'}"));
    }

    @Test
    void values_are_never_echoed() {
        String body = """
                {'model':'hunter2','generation_type':'hunter2','image_urls':['hunter2'],'audio_url':'hunter2',
                 'video_url':'hunter2','resolution':'hunter2','duration':'hunter2','callback_url':'hunter2'}""";

        assertThat(failure(body).toString()).doesNotContain("hunter2");
    }

    @Test
    void messages_name_the_member_and_nothing_of_the_code() {
        assertThat(failure("{'video_url':'x','image_urls':[''],'seed':1.5,'resolution':1,'duration':99}").faults())
                .allSatisfy(fault -> assertThat(fault.message()).startsWith(fault.param())
                        .doesNotContain("{", "}", ": must", "_value", "invalid_", "java", "dev."));
    }
}
