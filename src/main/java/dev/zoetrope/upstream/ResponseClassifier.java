package dev.zoetrope.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.RetryAfter;
import dev.zoetrope.video.TaskError;

/**
 * Classifies a response of the vendor. For a create it implements the table of the law of the paid POST
 * ({@code docs/contract.md}). A status that is not in the table has an unknown outcome, because only a documented refusal
 * proves that nothing is billed.
 */
@Singleton
class ResponseClassifier {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 402, 403, 404, 405, 406, 413, 415, 422);
    private static final Set<String> NOT_ACCEPTED_CODES = Set.of("no_compatible_channel");
    private static final String REFUSED = "upstream_refused";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    private final UpstreamTarget target;
    private final ObjectMapper json;
    private final Clock clock;

    ResponseClassifier(UpstreamTarget target, ObjectMapper json, Clock clock) {
        this.target = target;
        this.json = json;
        this.clock = clock;
    }

    /** @throws CreateException for every response that is no acceptance */
    SendOutcome.Accepted classifyCreate(Response answer) {
        int status = answer.getStatus();
        JsonNode body = body(answer);
        if (status >= 200 && status < 300) {
            String id = VendorTaskParser.taskId(body);
            if (id == null) {
                throw new CreateException.Lost("status " + status + ", but the response is unreadable or has no task id");
            }
            return new SendOutcome.Accepted(id, parser().observation(body));
        }
        VendorTaskParser parser = parser();
        String code = parser.errorCode(body.path("error"));
        if (status == TOO_MANY_REQUESTS || (code != null && NOT_ACCEPTED_CODES.contains(code))) {
            throw new CreateException.Deferred(new SendOutcome.Deferred(retryAfter(answer)));
        }
        if (REFUSALS.contains(status)) {
            throw new CreateException.Refused(refusal(status, body, parser));
        }
        throw new CreateException.Lost("status " + status);
    }

    PollOutcome classifyPoll(Response answer) {
        int status = answer.getStatus();
        JsonNode body = body(answer);
        if (status >= 200 && status < 300 && body.path("status").isTextual()) {
            return new PollOutcome.Observed(parser().observation(body));
        }
        return status == 404 ? new PollOutcome.UnknownTask() : new PollOutcome.NoAnswer(retryAfter(answer));
    }

    /**
     * If the response has an error message, the caller gets it with the vendor's status; if it has none, or if the vendor
     * refuses the gateway's key (401, or 403 with a JSON object), the caller gets 502. A 403 without a JSON object comes
     * from a firewall or a CDN.
     */
    private static SendOutcome.Refused refusal(int status, JsonNode body, VendorTaskParser parser) {
        if (status == UNAUTHORIZED || status == FORBIDDEN && body.isObject()) {
            return refused(Failure.badGateway("upstream_key_refused", "The vendor refuses the gateway's key."));
        }
        String message = parser.errorMessage(body);
        if (message == null) {
            return refused(Failure.badGateway(REFUSED, "The vendor refused the request without a reason."));
        }
        JsonNode error = body.path("error");
        String code = parser.errorCode(error);
        return refused(Failure.refusedByVendor(status, parser.errorType(error), code == null ? REFUSED : code, message));
    }

    private static SendOutcome.Refused refused(Failure failure) {
        String code = failure.code() == null ? failure.type() : failure.code();
        return new SendOutcome.Refused(failure, new TaskError(code, failure.message()));
    }

    private VendorTaskParser parser() {
        return new VendorTaskParser(target.mask(), target.base());
    }

    private Duration retryAfter(Response answer) {
        return RetryAfter.parse(answer.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    private JsonNode body(Response answer) {
        try {
            JsonNode node = answer.hasEntity() ? json.readTree(answer.readEntity(InputStream.class)) : null;
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
