package dev.zoetrope.upstream.openai;

import java.util.Set;
import java.util.UUID;

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
 *
 * <p>
 * A 5xx is always an unknown outcome, also a 503 that says that a queue is full: a relay (LiteLLM, new-api) sends a create
 * again by itself, so its 5xx shows only how the last of its tries ended, and an earlier one may have been accepted. At a GPU
 * of one's own, an unknown create costs no money, but another one would render the video twice.
 */
final class OpenAiVideosCalls implements VendorCalls {
    private static final Set<String> NO_SUCH_MODEL = Set.of("model_not_found");
    private static final int TOO_MANY_REQUESTS = 429;

    private final VendorConnector connector;
    private final OpenAiVideosApi creates;
    private final OpenAiVideosApi polls;
    private final ContentUrls contentUrls;
    private final ObjectMapper json;

    OpenAiVideosCalls(VendorConnector connector) {
        this.connector = connector;
        this.creates = connector.clientForCreates(OpenAiVideosApi.class);
        this.polls = connector.clientForPolls(OpenAiVideosApi.class);
        this.contentUrls = new ContentUrls(connector.base());
        this.json = connector.json();
    }

    @Override
    public Uni<Response> create(VendorKey key, String attemptNumber, Create create) throws JsonProcessingException {
        FormBody form = FormBody.of(CreateFields.of(create), CreateFields.parts(create), UUID.randomUUID().toString());
        return creates.create(key.bearer(), attemptNumber, form.contentType(), form.bytes());
    }

    @Override
    public SendOutcome.Accepted classifyCreate(Response response, VendorKey key) {
        int status = response.getStatus();
        JsonNode body = VendorTexts.body(response, json);
        VendorTexts texts = texts(key);
        if (status >= 200 && status < 300) {
            String id = VendorTexts.taskId(body.path("id"));
            if (id == null) {
                throw new CreateException.Lost("status " + status + ", but the response is unreadable or has no task id");
            }
            return new SendOutcome.Accepted(id, new VideoObject(texts, contentUrls).observation(body, id));
        }
        if (status == TOO_MANY_REQUESTS) {
            throw new CreateException.Deferred(new SendOutcome.Deferred(connector.retryAfter(response)));
        }
        if (Refusals.contains(status)) {
            throw new CreateException.Refused(Refusals.ofEnvelope(status, body, texts, NO_SUCH_MODEL));
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
            return new PollOutcome.Observed(new VideoObject(texts(key), contentUrls).observation(body, vendorId));
        }
        return PollOutcome.ofStatus(status, connector.retryAfter(response));
    }

    /** Deletes a video. It is a cancel only while the vendor says {@code queued}. */
    @Override
    public Uni<Response> cancel(VendorKey key, String vendorId) {
        return polls.delete(key.bearer(), vendorId);
    }

    @Override
    public boolean confirmsCancel(Response response) {
        return classifyDelete(response) == DeleteOutcome.DELETED;
    }

    /** Classifies the response to a delete. Never throws. */
    DeleteOutcome classifyDelete(Response response) {
        return DeleteOutcome.of(response.getStatus(), VendorTexts.body(response, json));
    }

    @Override
    public boolean needsKey(String resultUrl) {
        return contentUrls.contain(resultUrl);
    }

    private VendorTexts texts(VendorKey key) {
        return new VendorTexts(key.mask(), connector.base());
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) creates).close();
        ((AutoCloseable) polls).close();
    }
}
