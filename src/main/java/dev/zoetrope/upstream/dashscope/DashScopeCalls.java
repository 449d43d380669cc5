package dev.zoetrope.upstream.dashscope;

import java.util.List;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.upstream.CreateException;
import dev.zoetrope.upstream.PollOutcome;
import dev.zoetrope.upstream.Refusals;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.upstream.VendorCalls;
import dev.zoetrope.upstream.VendorConnector;
import dev.zoetrope.upstream.VendorKey;
import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one vendor. The responses to a create follow the law of the paid POST ({@code docs/contract.md}). A response
 * that is not documented as a refusal has an unknown outcome, because only a documented refusal proves that nothing is billed.
 */
final class DashScopeCalls implements VendorCalls {
    private static final int TOO_MANY_REQUESTS = 429;

    private final VendorConnector connector;
    private final DashScopeApi creates;
    private final DashScopeApi polls;
    private final ObjectMapper json;

    DashScopeCalls(VendorConnector connector) {
        this.connector = connector;
        this.creates = connector.clientForCreates(DashScopeApi.class);
        this.polls = connector.clientForPolls(DashScopeApi.class);
        this.json = connector.json();
    }

    /**
     * A create with an obstacle is refused and not sent. The choice of the vendor looks for obstacles first, but the model's
     * file may have changed since then.
     */
    @Override
    public Uni<Response> create(VendorKey key, String attemptNumber, Create create) throws JsonProcessingException {
        Fault obstacle = Obstacle.of(create.request(), create.model());
        if (obstacle != null) {
            return Uni.createFrom().failure(new CreateException.Refused(
                    SendOutcome.Refused.of(Failure.invalid(List.of(obstacle)), Subject.CREATE)));
        }
        return creates.create(key.bearer(), attemptNumber, CreateBody.toJson(create));
    }

    @Override
    public SendOutcome.Accepted classifyCreate(Response response, VendorKey key) {
        int status = response.getStatus();
        JsonNode body = VendorTexts.body(response, json);
        VendorTexts texts = new VendorTexts(key.mask(), connector.base());
        if (status >= 200 && status < 300) {
            String id = VendorTexts.taskId(body.path("output").path("task_id"));
            if (id == null) {
                throw new CreateException.Lost("status " + status + ", but the response is unreadable or has no task id");
            }
            return new SendOutcome.Accepted(id, new TaskParser(texts).observation(body));
        }
        if (status == TOO_MANY_REQUESTS) {
            throw new CreateException.Deferred(new SendOutcome.Deferred(connector.retryAfter(response)));
        }
        if (Refusals.contains(status)) {
            throw new CreateException.Refused(Refusal.of(status, body, texts));
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
        if (status < 200 || status >= 300 || TaskParser.status(body).isEmpty()) {
            return PollOutcome.ofStatus(status, connector.retryAfter(response));
        }
        if (TaskParser.isUnknown(body)) {
            return new PollOutcome.UnknownTask();
        }
        return new PollOutcome.Observed(new TaskParser(new VendorTexts(key.mask(), connector.base())).observation(body));
    }

    /** Asks the vendor to cancel a task. It costs nothing, and may be repeated. */
    @Override
    public Uni<Response> cancel(VendorKey key, String vendorId) {
        return polls.cancel(key.bearer(), vendorId);
    }

    @Override
    public boolean confirmsCancel(Response response) {
        return classifyCancel(response) == CancelOutcome.CANCELLED;
    }

    /** Classifies the response to a cancel. Never throws. */
    CancelOutcome classifyCancel(Response response) {
        return CancelOutcome.of(response.getStatus(), VendorTexts.body(response, json).path("code").textValue());
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) creates).close();
        ((AutoCloseable) polls).close();
    }
}
