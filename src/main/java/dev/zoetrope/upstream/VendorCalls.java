package dev.zoetrope.upstream;

import java.util.Map;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.zoetrope.model.Model;
import dev.zoetrope.video.GenerationRequest;
import io.smallrye.mutiny.Uni;

/**
 * The calls of one vendor in its protocol. A call returns the response with any status, and its Uni fails only if there is no
 * response. A method whose name begins with {@code classify} says what a response means. Thread-safe.
 */
public interface VendorCalls {
    /**
     * The header in which a declarative client passes the number of a send attempt to the connection. {@link SendGate} checks
     * the number and removes the header, so that the vendor never sees it.
     */
    String ATTEMPT_HEADER = "zoetrope-departure";

    /**
     * Sends a create.
     *
     * @param key the key of the vendor
     * @param attemptNumber the value of {@link #ATTEMPT_HEADER}
     * @param create the create and the name of its model at the vendor
     */
    Uni<Response> create(VendorKey key, String attemptNumber, Create create) throws JsonProcessingException;

    /**
     * A create for a vendor.
     *
     * @param request the request as the caller has made it
     * @param model the model that the request names
     * @param modelId the vendor's id of the model
     * @param files the files whose bytes are parts of the create, by the values that the request has for them
     */
    record Create(GenerationRequest request, Model model, String modelId, Map<String, InlineFile> files) {

        /** A create without bytes. */
        public Create(GenerationRequest request, Model model, String modelId) {
            this(request, model, modelId, Map.of());
        }
    }

    /**
     * Classifies the response to a create by the law of the paid POST ({@code docs/contract.md}).
     *
     * @param key the key that the create was sent with; texts for callers must not contain it
     * @throws CreateException for every response that is no acceptance: an undocumented one is {@link CreateException.Lost}
     */
    SendOutcome.Accepted classifyCreate(Response response, VendorKey key);

    /** Asks for the state of a task. */
    Uni<Response> poll(VendorKey key, String vendorId);

    /** Classifies the response to a poll. Never throws. */
    PollOutcome classifyPoll(Response response, VendorKey key, String vendorId);

    /**
     * Whether the gateway must send its key to fetch this result. True only for URLs at the vendor itself.
     *
     * @param resultUrl the URL of a result as the vendor gave it, never null
     */
    default boolean needsKey(String resultUrl) {
        return false;
    }

    /** Asks the vendor to cancel a task that waits in its queue; only if {@link Protocol#cancelsQueued}. */
    default Uni<Response> cancel(VendorKey key, String vendorId) {
        throw new UnsupportedOperationException();
    }

    /** Whether the response to a cancel says that the task is cancelled. Never throws. */
    default boolean confirmsCancel(Response response) {
        return false;
    }

    /** Closes the clients. */
    void close() throws Exception;
}
