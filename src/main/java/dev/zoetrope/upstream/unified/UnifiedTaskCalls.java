package dev.zoetrope.upstream.unified;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.RetryAfter;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one vendor. The responses to a create follow the table of the law of the paid POST ({@code docs/contract.md}).
 * A status that is not in the table has an unknown outcome, because only a documented refusal proves that nothing is billed.
 */
final class UnifiedTaskCalls implements VendorCalls {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 402, 403, 404, 405, 406, 413, 415, 422);
    private static final Set<String> NOT_ACCEPTED_CODES = Set.of("no_compatible_channel");
    /** Codes of a 404 that is about the account: the same create may be possible elsewhere. */
    private static final Set<String> NO_SUCH_MODEL_CODES = Set.of("model_not_found", "model_not_enabled",
            "model_not_available");
    private static final String REFUSED = "upstream_refused";
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    private final VendorConnector connector;
    private final UnifiedTaskApi creates;
    private final UnifiedTaskApi polls;
    private final ObjectMapper json;
    private final Clock clock;

    UnifiedTaskCalls(VendorConnector connector) {
        this.connector = connector;
        this.creates = connector.clientForCreates(UnifiedTaskApi.class);
        this.polls = connector.clientForPolls(UnifiedTaskApi.class);
        this.json = connector.json();
        this.clock = connector.clock();
    }

    @Override
    public Uni<Response> create(VendorKey key, String attemptNumber, Create create) throws JsonProcessingException {
        return creates.create(key.bearer(), attemptNumber, CreateBody.toJson(create));
    }

    @Override
    public SendOutcome.Accepted classifyCreate(Response response, VendorKey key) {
        int status = response.getStatus();
        JsonNode body = VendorTexts.body(response, json);
        VendorTexts texts = new VendorTexts(key.mask(), connector.base());
        if (status >= 200 && status < 300) {
            String id = VendorTexts.taskId(body.path("id"));
            if (id == null) {
                throw new CreateException.Lost("status " + status + ", but the response is unreadable or has no task id");
            }
            return new SendOutcome.Accepted(id, new VendorTaskParser(texts).observation(body));
        }
        String code = texts.word(body.path("error").path("code"));
        if (status == TOO_MANY_REQUESTS || (code != null && NOT_ACCEPTED_CODES.contains(code))) {
            throw new CreateException.Deferred(new SendOutcome.Deferred(retryAfter(response)));
        }
        if (REFUSALS.contains(status)) {
            throw new CreateException.Refused(SendOutcome.Refused.of(refusal(status, body, texts), subject(status, code)));
        }
        throw new CreateException.Lost("status " + status);
    }

    private static Subject subject(int status, String code) {
        switch (status) {
            case PAYMENT_REQUIRED:
                return Subject.MONEY;
            case UNAUTHORIZED, FORBIDDEN:
                return Subject.ACCOUNT;
            case NOT_FOUND:
                return code != null && NO_SUCH_MODEL_CODES.contains(code) ? Subject.MODEL : Subject.CREATE;
            default:
                return Subject.CREATE;
        }
    }

    /**
     * If the response has an error message, the caller gets it with the vendor's status; if it has none, or if the vendor
     * refuses the gateway's key (401, or 403 with a JSON object), the caller gets 502. A 403 without a JSON object comes
     * from a firewall or a CDN.
     */
    private static Failure refusal(int status, JsonNode body, VendorTexts texts) {
        if (status == UNAUTHORIZED || status == FORBIDDEN && body.isObject()) {
            return Failure.badGateway("upstream_key_refused", "The vendor refuses the gateway's key.");
        }
        String message = texts.errorMessage(body);
        if (message == null) {
            return Failure.badGateway(REFUSED, "The vendor refused the request without a reason.");
        }
        JsonNode error = body.path("error");
        String code = texts.word(error.path("code"));
        String type = error.path("type").isTextual() ? texts.word(error.path("type")) : null;
        return Failure.refusedByVendor(status, type, code == null ? REFUSED : code, message);
    }

    @Override
    public Uni<Response> poll(VendorKey key, String vendorId) {
        return polls.query(key.bearer(), vendorId);
    }

    @Override
    public PollOutcome classifyPoll(Response response, VendorKey key, String vendorId) {
        int status = response.getStatus();
        JsonNode body = VendorTexts.body(response, json);
        if (status >= 200 && status < 300 && body.path("status").isTextual()) {
            return new PollOutcome.Observed(
                    new VendorTaskParser(new VendorTexts(key.mask(), connector.base())).observation(body));
        }
        return PollOutcome.ofStatus(status, retryAfter(response));
    }

    private Duration retryAfter(Response response) {
        return RetryAfter.parse(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) creates).close();
        ((AutoCloseable) polls).close();
    }
}
