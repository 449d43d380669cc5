package dev.zoetrope.upstream.dashscope;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.upstream.VendorTexts;
import dev.zoetrope.video.Failure;

/** A response to a create that documents that the vendor did not accept it: {@code {"code", "message", "request_id"}}. */
final class Refusal {
    private static final Set<Integer> STATUSES = Set.of(400, 401, 402, 403, 404, 405, 406, 413, 415, 422);
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** The account has overdue payments. The vendor sends it with status 400. */
    private static final String ARREARAGE = "Arrearage";
    private static final String MODEL_NOT_FOUND = "ModelNotFound";
    private static final String REFUSED = "upstream_refused";

    private final int status;
    private final JsonNode body;
    private final VendorTexts texts;
    private final String code;

    Refusal(int status, JsonNode body, VendorTexts texts) {
        this.body = body;
        this.texts = texts;
        this.code = texts.word(body.path("code"));
        this.status = ARREARAGE.equals(code) ? PAYMENT_REQUIRED : status;
    }

    /** Whether a response with this status proves that nothing was accepted. */
    static boolean isRefusal(int status) {
        return STATUSES.contains(status);
    }

    SendOutcome.Refused outcome() {
        return SendOutcome.Refused.of(failure(), subject());
    }

    private Subject subject() {
        switch (status) {
            case PAYMENT_REQUIRED:
                return Subject.MONEY;
            case UNAUTHORIZED, FORBIDDEN:
                return Subject.ACCOUNT;
            case NOT_FOUND:
                return MODEL_NOT_FOUND.equals(code) ? Subject.MODEL : Subject.CREATE;
            default:
                return Subject.CREATE;
        }
    }

    /**
     * If the response has a message, the caller gets it with the vendor's status and code; if it has none, or if the vendor
     * refuses the gateway's key (401, or 403 with a JSON object), the caller gets 502. A 403 without a JSON object comes from a
     * firewall or a CDN.
     */
    private Failure failure() {
        if (status == UNAUTHORIZED || status == FORBIDDEN && body.isObject()) {
            return Failure.badGateway("upstream_key_refused", "The vendor refuses the gateway's key.");
        }
        String message = texts.message(body.path("message").textValue());
        if (message == null) {
            message = texts.errorMessage(body); // of a relay before the vendor
        }
        if (message == null && status == PAYMENT_REQUIRED) {
            message = "The gateway's account at the vendor has overdue payments.";
        }
        if (message == null) {
            return Failure.badGateway(REFUSED, "The vendor refused the request without a reason.");
        }
        return Failure.refusedByVendor(status, null, code == null ? REFUSED : code, message);
    }
}
