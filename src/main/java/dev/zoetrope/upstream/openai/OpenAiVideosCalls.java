package dev.zoetrope.upstream.openai;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

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
 *
 * <p>
 * A 5xx is always an unknown outcome, also a 503 that says that a queue is full: a relay (LiteLLM, new-api) sends a create
 * again by itself, so its 5xx shows only how the last of its tries ended, and an earlier one may have been accepted. At a GPU
 * of
 * one's own, an unknown create costs no money, but another one would render the video twice.
 */
final class OpenAiVideosCalls implements VendorCalls {
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 402, 403, 404, 405, 406, 413, 415, 422);
    private static final String NO_SUCH_MODEL = "model_not_found";
    private static final String REFUSED = "upstream_refused";
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    private final VendorConnector connector;
    private final OpenAiVideosApi creates;
    private final OpenAiVideosApi polls;
    private final ContentUrls contentUrls;
    private final ObjectMapper json;
    private final Clock clock;

    OpenAiVideosCalls(VendorConnector connector) {
        this.connector = connector;
        this.creates = connector.clientForCreates(OpenAiVideosApi.class);
        this.polls = connector.clientForPolls(OpenAiVideosApi.class);
        this.contentUrls = new ContentUrls(connector.base());
        this.json = connector.json();
        this.clock = connector.clock();
    }

    @Override
    public Uni<Response> create(VendorKey key, String attemptNumber, Create create) throws JsonProcessingException {
        FormBody form = FormBody.of(CreateFields.of(create), UUID.randomUUID().toString());
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
            throw new CreateException.Deferred(new SendOutcome.Deferred(retryAfter(response)));
        }
        if (REFUSALS.contains(status)) {
            String code = texts.word(body.path("error").path("code"));
            throw new CreateException.Refused(
                    SendOutcome.Refused.of(refusal(status, body, code, texts), subject(status, code)));
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
                return NO_SUCH_MODEL.equals(code) ? Subject.MODEL : Subject.CREATE;
            default:
                return Subject.CREATE;
        }
    }

    /**
     * If the response has an error message, the caller gets it with the vendor's status; if it has none, or if the vendor
     * refuses the gateway's key (401, or 403 with a JSON object), the caller gets 502. A 403 without a JSON object comes
     * from a firewall or a CDN.
     *
     * @param code the vendor's code; null: none
     */
    private static Failure refusal(int status, JsonNode body, String code, VendorTexts texts) {
        if (status == UNAUTHORIZED || status == FORBIDDEN && body.isObject()) {
            return Failure.badGateway("upstream_key_refused", "The vendor refuses the gateway's key.");
        }
        String message = texts.errorMessage(body);
        if (message == null) {
            return Failure.badGateway(REFUSED, "The vendor refused the request without a reason.");
        }
        JsonNode type = body.path("error").path("type");
        return Failure.refusedByVendor(status, type.isTextual() ? texts.word(type) : null, code == null ? REFUSED : code,
                message);
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
        return PollOutcome.ofStatus(status, retryAfter(response));
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

    private Duration retryAfter(Response response) {
        return RetryAfter.parse(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant());
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) creates).close();
        ((AutoCloseable) polls).close();
    }
}
