package dev.zoetrope.upstream.dashscope;

import static dev.zoetrope.upstream.dashscope.Bodies.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.ws.rs.core.Response;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.model.Model;
import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.ProtocolFixtures;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation.Phase;

/** Every documented status and code of a create, and the outcome of the law of the paid POST that it has. */
class CreateResponseTest {
    private static final String KEY = "sk-a-key-of-ours-0123456789";
    private static final VendorKey VENDOR_KEY = ProtocolFixtures.key(KEY);
    private static final DashScopeCalls CALLS = new DashScopeCalls(ProtocolFixtures.withoutClients(Bodies.JSON));

    private static Response response(int status, String body) {
        return Response.status(status).entity(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))).build();
    }

    private static String error(String code) {
        return "{\"code\":\"" + code + "\",\"message\":\"The reason.\",\"request_id\":\"r-1\"}";
    }

    private static SendOutcome outcome(Response response) {
        try {
            return CALLS.classifyCreate(response, VENDOR_KEY);
        } catch (CreateException e) {
            return ProtocolFixtures.outcome(e);
        }
    }

    private static SendOutcome.Refused refused(int status, String body) {
        return (SendOutcome.Refused) outcome(response(status, body));
    }

    @Test
    void an_answer_with_a_task_id_is_an_acceptance() {
        SendOutcome.Accepted accepted = (SendOutcome.Accepted) outcome(response(200, golden("created.json").toString()));

        assertThat(accepted.vendorId()).isEqualTo("0385dc79-5ff8-4d82-bcb6-000000000001");
        assertThat(accepted.observation().phase()).isEqualTo(Phase.QUEUED);
    }

    /** These calls have no client, so a request would fail otherwise. */
    @Test
    void a_create_with_an_obstacle_is_refused_and_not_sent() throws Exception {
        Model model = Bodies.model("wan-2.7-reference-to-video");
        VendorCalls.Create create = new VendorCalls.Create(Bodies.request(model, "{\"prompt\":\"p\"}"), model, "wan2.7-r2v");

        Throwable failure = CALLS.create(VENDOR_KEY, "1", create).onItem().<Throwable> transform(response -> null)
                .onFailure().recoverWithItem(thrown -> thrown).await().indefinitely();

        assertThat(failure).isInstanceOf(CreateException.Refused.class);
        SendOutcome.Refused refused = (SendOutcome.Refused) ProtocolFixtures.outcome((CreateException) failure);
        assertThat(refused.failure().status()).isEqualTo(422);
        assertThat(refused.error().code()).isEqualTo("unsupported_by_vendor");
    }

    @Test
    void an_acceptance_without_a_status_is_one() {
        assertThat(outcome(response(201, "{\"output\":{\"task_id\":\"t-1\"}}"))).isInstanceOf(SendOutcome.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({ "400, Arrearage, MONEY, 402, insufficient_quota, Arrearage",
            "402, Anything, MONEY, 402, insufficient_quota, Anything",
            "400, InvalidParameter, CREATE, 400, invalid_request_error, InvalidParameter",
            "400, InvalidParameter.DataInspection, CREATE, 400, invalid_request_error, InvalidParameter.DataInspection",
            "400, DataInspectionFailed, CREATE, 400, invalid_request_error, DataInspectionFailed",
            "400, BadRequest.EmptyInput, CREATE, 400, invalid_request_error, BadRequest.EmptyInput",
            "400, BadRequest.EmptyModel, CREATE, 400, invalid_request_error, BadRequest.EmptyModel",
            "400, InvalidURL, CREATE, 400, invalid_request_error, InvalidURL",
            "400, UnsupportedOperation, CREATE, 400, invalid_request_error, UnsupportedOperation",
            "401, InvalidApiKey, ACCOUNT, 502, service_unavailable_error, upstream_key_refused",
            "403, AccessDenied, ACCOUNT, 502, service_unavailable_error, upstream_key_refused",
            "403, AccessDenied.Unpurchased, ACCOUNT, 502, service_unavailable_error, upstream_key_refused",
            "403, Model.AccessDenied, ACCOUNT, 502, service_unavailable_error, upstream_key_refused",
            "403, AllocationQuota.FreeTierOnly, ACCOUNT, 502, service_unavailable_error, upstream_key_refused",
            "404, ModelNotFound, MODEL, 404, not_found, ModelNotFound",
            "404, NotFound, CREATE, 404, not_found, NotFound",
            "405, MethodNotAllowed, CREATE, 405, invalid_request_error, MethodNotAllowed",
            "413, RequestTooLarge, CREATE, 413, invalid_request_error, RequestTooLarge",
            "415, BadType, CREATE, 415, invalid_request_error, BadType",
            "422, Unprocessable, CREATE, 422, invalid_request_error, Unprocessable" })
    void a_documented_refusal(int status, String code, Subject subject, int shown, String type, String shownCode) {
        SendOutcome.Refused refused = refused(status, error(code));

        assertThat(refused.subject()).isEqualTo(subject);
        assertThat(refused.failure()).extracting(Failure::status, Failure::type, Failure::code).containsExactly(shown, type,
                shownCode);
        assertThat(refused.error().code()).isEqualTo(shownCode);
    }

    @Test
    void a_caller_gets_the_message_of_the_vendor() {
        SendOutcome.Refused refused = refused(400, golden("error.json").toString());

        assertThat(refused.failure().message()).isEqualTo("duration must be in [2, 15]");
        assertThat(refused.error()).isEqualTo(new TaskError("InvalidParameter", "duration must be in [2, 15]"));
    }

    @Test
    void a_refused_key_is_not_shown_to_the_caller() {
        SendOutcome.Refused refused = refused(401, "{\"code\":\"InvalidApiKey\",\"message\":\"Invalid API-key " + KEY + "\"}");
        SendOutcome.Refused other = refused(400, "{\"code\":\"InvalidParameter\",\"message\":\"bad " + KEY + "\"}");

        assertThat(refused.failure().message()).isEqualTo("The vendor refuses the gateway's key.");
        assertThat(other.failure().message()).isEqualTo("bad ***");
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>blocked</html>", "", "[]", "{}", "{\"code\":7,\"message\":null}", "null" })
    void a_refusal_without_a_message_is_a_bad_gateway(String body) {
        assertThat(refused(400, body).failure().status()).isEqualTo(502);
        assertThat(refused(400, body).failure().code()).isEqualTo("upstream_refused");
    }

    @Test
    void a_firewall_does_not_refuse_the_key() {
        assertThat(refused(403, "<html>blocked</html>").failure().code()).isEqualTo("upstream_refused");
        assertThat(refused(403, "<html>blocked</html>").subject()).isEqualTo(Subject.ACCOUNT);
    }

    @Test
    void a_lack_of_money_without_a_message_has_one() {
        assertThat(refused(400, "{\"code\":\"Arrearage\"}").failure().message()).isNotBlank();
        assertThat(refused(400, "{\"code\":\"Arrearage\"}").failure().status()).isEqualTo(402);
    }

    @Test
    void the_message_of_a_relay_before_the_vendor_is_shown() {
        assertThat(refused(400, "{\"error\":{\"message\":\"No such channel.\"}}").failure().message())
                .isEqualTo("No such channel.");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Throttling", "Throttling.RateQuota", "Throttling.AllocationQuota", "Anything" })
    void too_many_requests_defer_the_create(String code) {
        assertThat(outcome(response(429, error(code)))).isEqualTo(new SendOutcome.Deferred(null));
    }

    @Test
    void the_time_that_the_vendor_asks_for_is_kept() {
        Response seconds = Response.fromResponse(response(429, "")).header("Retry-After", "30").build();
        Response date = Response.fromResponse(response(429, "")).header("Retry-After", "Sun, 29 Nov 2026 12:00:10 GMT").build();

        assertThat(outcome(seconds)).isEqualTo(new SendOutcome.Deferred(Duration.ofSeconds(30)));
        assertThat(outcome(date)).isEqualTo(new SendOutcome.Deferred(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({ "500, InternalError", "500, InternalError.Timeout", "502, Bad", "503, ModelUnavailable", "504, RequestTimeOut",
            "408, RequestTimeOut", "409, Conflict", "425, Early", "499, Closed", "301, Moved", "307, Moved", "418, Teapot",
            "600, Strange" })
    void any_other_status_is_an_unknown_outcome(int status, String code) {
        CreateException failure = catchThrowableOfType(CreateException.class,
                () -> CALLS.classifyCreate(response(status, error(code)), VENDOR_KEY));

        assertThat(failure).isInstanceOf(CreateException.Lost.class);
        assertThat(outcome(response(status, error("Arrearage")))).isInstanceOf(SendOutcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "[]", "{}", "{\"output\":{}}", "{\"output\":{\"task_id\":null}}",
            "{\"output\":{\"task_id\":\" \"}}", "{\"task_id\":\"t-1\"}", "{\"code\":\"InvalidParameter\",\"message\":\"no\"}" })
    void a_success_without_a_task_id_is_an_unknown_outcome(String body) {
        assertThat(outcome(response(200, body))).isInstanceOf(SendOutcome.Unknown.class);
    }
}
