package dev.zoetrope.upstream;

import static dev.zoetrope.api.Calls.GENERATIONS;
import static dev.zoetrope.api.Calls.TASKS;
import static dev.zoetrope.api.Calls.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A route over the three protocols without a key: each vendor is the sandbox, and directives make it fail. */
@QuarkusTest
@TestProfile(SandboxVendorsTest.ThreeSandboxes.class)
class SandboxVendorsTest {
    private static final Path DATA = Path.of("target", "test-data", "sandbox-vendors");

    @Inject
    Vendors vendors;

    @Inject
    Ledger ledger;

    @Inject
    SandboxSwitch sandboxSwitch;

    /** One sandbox for each protocol. */
    public static final class ThreeSandboxes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("zoetrope.data-dir", DATA.toString());
            settings.put("zoetrope.sandbox.renders", "1");
            settings.put("zoetrope.vendors.unified.url", "sandbox");
            settings.put("zoetrope.vendors.dash.url", "sandbox");
            settings.put("zoetrope.vendors.dash.protocol", "dashscope");
            settings.put("zoetrope.vendors.openai.url", "sandbox");
            settings.put("zoetrope.vendors.openai.protocol", "openai-videos");
            settings.put("zoetrope.routes.\"wan-2.7-text-to-video\"", "unified,dash,openai");
            settings.put("zoetrope.submit.wait", "5s");
            return settings;
        }
    }

    @BeforeEach
    void endAllRests() {
        vendors.byName.values().forEach(vendor -> vendor.accounts().forEach(VendorAccount::accepted));
    }

    private static Response create(String model, String members) {
        return as("demo").contentType(ContentType.JSON)
                .body("{\"model\":\"" + model + "\",\"duration\":2,\"resolution\":\"720p\"," + members + "}").post(GENERATIONS);
    }

    private static Response text(String prompt) {
        return create("wan-2.7-text-to-video", "\"seed\":3,\"prompt\":\"" + prompt + "\"");
    }

    private Task task(String id) {
        return ledger.find(new TaskId(id)).await().atMost(Duration.ofSeconds(5)).orElseThrow();
    }

    private static JsonPath ended(String id) {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300)).until(
                () -> query(id).getString("status").matches("completed|failed"));
        return query(id);
    }

    private static JsonPath query(String id) {
        return as("demo").get(TASKS + id + "?sync_upstream=true").jsonPath();
    }

    private static void assertVideo(String url) {
        Response answer = RestAssured.given().urlEncodingEnabled(false).get(url);
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        byte[] video = answer.asByteArray();
        assertThat(new String(Arrays.copyOfRange(video, 4, 8), StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(video).hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @CsvSource({ "unified, A calm sea", "dash, A calm sea [sandbox:unified:status=429]",
            "openai, A calm sea [sandbox:unified:status=429][sandbox:dash:status=429]" })
    void a_create_passes_on_to_a_vendor_with_another_protocol_and_becomes_a_video(String vendor, String prompt) {
        String id = text(prompt).then().statusCode(200).body("status", equalTo("pending")).extract().path("id");

        JsonPath task = ended(id);

        assertThat(task(id).pin().vendor()).isEqualTo(vendor);
        assertThat(task.getString("status")).as(task.prettyPrint()).isEqualTo("completed");
        assertThat(task.getList("results")).hasSize(1);
        assertVideo(task.getString("results[0].url"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[sandbox:unified:status=402][sandbox:dash:status=402][sandbox:fail=x]|openai",
            "[sandbox:unified:status=401][sandbox:dash:status=401][sandbox:fail=x]|openai",
            "[sandbox:unified:status=403][sandbox:fail=x]|dash" })
    void money_and_keys_are_reasons_for_another_vendor(String prompt, String vendor) {
        String id = text(prompt).then().statusCode(200).extract().path("id");

        assertThat(task(id).pin().vendor()).isEqualTo(vendor);
        assertThat(ended(id).getString("error.code")).isEqualTo("x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[sandbox:unified:status=429][sandbox:dash:status=500]|200|submission_unknown",
            "[sandbox:unified:status=429][sandbox:dash:reset-after-accept][sandbox:fail=x]|200|submission_unknown",
            "[sandbox:unified:status=429][sandbox:dash:status=400]|400|InvalidParameter",
            "[sandbox:unified:status=429][sandbox:dash:status=429][sandbox:openai:status=500]|200|submission_unknown",
            "[sandbox:unified:status=429][sandbox:dash:status=429][sandbox:openai:status=422]|422|sandbox_told" })
    void other_answers_end_the_create(String prompt, int status, String code) {
        text(prompt).then().statusCode(status).body("error.code", equalTo(code));
    }

    @Test
    void a_picture_and_a_clip_reach_the_renderer_over_other_protocols() {
        String samples = "http://localhost:" + RestAssured.port + "/sandbox/samples/";
        String change = create("wan-2.7-video-edit", "\"prompt\":\"at night\",\"video_url\":\"" + samples
                + "clip.mp4\",\"reference_image_url\":\"" + samples + "zoetrope.jpg\"").path("id");
        String moved = create("wan-2.7-image-to-video", "\"prompt\":\"[sandbox:dash:status=429]\",\"image_urls\":[\"" + samples
                + "zoetrope.jpg\"]").path("id");

        assertThat(task(change).pin().vendor()).isEqualTo("dash");
        assertThat(task(moved).pin().vendor()).isEqualTo("openai");
        assertThat(ended(change).getString("status")).isEqualTo("completed");
        assertThat(ended(moved).getString("status")).isEqualTo("completed");
    }

    private RequestSpecification asGateway() {
        return as(sandboxSwitch.key());
    }

    private Response createAtDash(String model, String prompt) {
        return asGateway().contentType(ContentType.JSON).header("X-DashScope-Async", "enable")
                .body("{\"model\":\"" + model + "\",\"input\":{\"prompt\":\"" + prompt
                        + "\"},\"parameters\":{\"resolution\":\"720P\",\"duration\":4}}")
                .post("/sandbox/at/dash/api/v1/services/aigc/video-generation/video-synthesis");
    }

    @Test
    void what_waits_can_be_cancelled_or_deleted_and_is_never_rendered() {
        String model = "wan-2.7-text-to-video";
        String rendered = createAtDash(model, "first").then().statusCode(200).extract().path("output.task_id");
        String cancelled = createAtDash(model, "second").path("output.task_id");
        String deleted = asGateway().contentType(ContentType.JSON)
                .body("{\"model\":\"" + model + "\",\"prompt\":\"third\",\"seconds\":2,\"size\":\"1280x720\"}")
                .post("/sandbox/at/openai/v1/videos").then().statusCode(200).body("status", equalTo("queued"))
                .body("seconds", equalTo("2")).extract().path("id");

        asGateway().post("/sandbox/at/dash/api/v1/tasks/" + cancelled + "/cancel").then().statusCode(200)
                .body("request_id", notNullValue());
        asGateway().post("/sandbox/at/dash/api/v1/tasks/" + cancelled + "/cancel").then().statusCode(400)
                .body("code", equalTo("UnsupportedOperation"));
        asGateway().delete("/sandbox/at/openai/v1/videos/" + deleted).then().statusCode(200)
                .body("deleted", equalTo(true)).body("id", equalTo(deleted));
        await().atMost(Duration.ofSeconds(60)).until(() -> asGateway().get("/sandbox/at/dash/api/v1/tasks/" + rendered)
                .path("output.task_status").equals("SUCCEEDED"));
        String next = createAtDash(model, "[sandbox:fail=x]").path("output.task_id");

        asGateway().get("/sandbox/at/dash/api/v1/tasks/" + next).then().body("output.task_status", notNullValue());
        asGateway().get("/sandbox/at/dash/api/v1/tasks/" + cancelled).then()
                .body("output.task_status", equalTo("CANCELED"));
        asGateway().get("/sandbox/at/openai/v1/videos/" + deleted).then().statusCode(404);
        for (String id : new String[] { cancelled, deleted }) {
            assertThat(Files.exists(DATA.resolve("sandbox/files/" + id + ".mp4"))).isFalse();
        }
        asGateway().delete("/sandbox/at/openai/v1/videos/" + rendered).then().statusCode(200);
        asGateway().get("/sandbox/at/dash/api/v1/tasks/" + rendered).then().statusCode(200)
                .body("output.task_status", equalTo("UNKNOWN"));
    }

    @Test
    void errors_have_the_form_of_the_protocol() {
        createAtDash("wan-9", "a").then().statusCode(404).body("code", equalTo("ModelNotFound"));
        createAtDash("wan-2.7-image-to-video", "a [sandbox:explode]").then().statusCode(400)
                .body("code", equalTo("InvalidParameter")).body("request_id", notNullValue());
        createAtDash("wan-2.7-video-edit", "a").then().statusCode(400).body("message", equalTo("source_video is required"));
        as("another").get("/sandbox/at/dash/api/v1/tasks/x").then().statusCode(401).body("code", equalTo("InvalidApiKey"));
        createAtDash("wan-2.7-text-to-video", "[sandbox:status=402]").then().statusCode(400).body("code", equalTo("Arrearage"));
        createAtDash("wan-2.7-text-to-video", "[sandbox:status=429]").then().statusCode(429).header("Retry-After", "1")
                .body("code", equalTo("Throttling"));
        asGateway().multiPart("model", "wan-2.7-text-to-video").multiPart("prompt", "a").multiPart("size", "big")
                .post("/sandbox/at/openai/v1/videos").then().statusCode(422).body("error.param", equalTo("size"));
        asGateway().multiPart("model", "wan-2.7-image-to-video").multiPart("input_reference", "a.png", new byte[] { 1 })
                .post("/sandbox/at/openai/v1/videos").then().statusCode(422)
                .body("error.param", equalTo("input_reference"));
        asGateway().contentType("multipart/form-data").body("--x\r\nbroken".getBytes(StandardCharsets.UTF_8))
                .post("/sandbox/at/openai/v1/videos").then().statusCode(400).body("error.code", equalTo("invalid_form"));
        asGateway().contentType(ContentType.JSON).body("[]").post("/sandbox/at/openai/v1/videos").then().statusCode(400);
        asGateway().contentType(ContentType.JSON)
                .body("{\"model\":\"wan-2.7-image-to-video\",\"input_reference\":{\"image_url\":"
                        + "\"sample:zoetrope.jpg\"}}")
                .post("/sandbox/at/openai/v1/videos").then().statusCode(422)
                .body("error.code", equalTo("invalid_url"));
    }
}
