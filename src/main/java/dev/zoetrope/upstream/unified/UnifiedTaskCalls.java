package dev.zoetrope.upstream.unified;

import java.util.Set;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.Refusals;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.upstream.VendorTexts;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one vendor. The responses to a create follow the table of the law of the paid POST ({@code docs/contract.md}).
 * A status that is not in the table has an unknown outcome, because only a documented refusal proves that nothing is billed.
 */
final class UnifiedTaskCalls implements VendorCalls {
    private static final Set<String> NOT_ACCEPTED_CODES = Set.of("no_compatible_channel");
    /** Codes of a 404 that is about the account: the same create may be possible elsewhere. */
    private static final Set<String> NO_SUCH_MODEL_CODES = Set.of("model_not_found", "model_not_enabled",
            "model_not_available");
    private static final int TOO_MANY_REQUESTS = 429;

    private final VendorConnector connector;
    private final UnifiedTaskApi creates;
    private final UnifiedTaskApi polls;
    private final ObjectMapper json;

    UnifiedTaskCalls(VendorConnector connector) {
        this.connector = connector;
        this.creates = connector.clientForCreates(UnifiedTaskApi.class);
        this.polls = connector.clientForPolls(UnifiedTaskApi.class);
        this.json = connector.json();
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
            throw new CreateException.Deferred(new SendOutcome.Deferred(connector.retryAfter(response)));
        }
        if (Refusals.contains(status)) {
            throw new CreateException.Refused(Refusals.ofEnvelope(status, body, texts, NO_SUCH_MODEL_CODES));
        }
        throw new CreateException.Lost("status " + status);
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
        return PollOutcome.ofStatus(status, connector.retryAfter(response));
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) creates).close();
        ((AutoCloseable) polls).close();
    }
}
