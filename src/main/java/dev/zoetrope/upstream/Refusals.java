package dev.zoetrope.upstream;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.upstream.SendOutcome.Refused.Subject;
import dev.zoetrope.video.Failure;

/** The part of the law of the paid POST that all protocols share: which statuses refuse a create, and what the caller gets. */
public final class Refusals {
    private static final Set<Integer> STATUSES = Set.of(400, 401, 402, 403, 404, 405, 406, 413, 415, 422);
    private static final String REFUSED = "upstream_refused";
    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private Refusals() {
    }

    /** Whether a response with this status proves that nothing was accepted. */
    public static boolean contains(int status) {
        return STATUSES.contains(status);
    }

    /**
     * The refusal of a response with the body {@code {"error":{"message","type","code"}}} or {@code {"detail"}}.
     *
     * @param noSuchModel the codes of a 404 that say that the account does not have the model
     */
    public static SendOutcome.Refused ofEnvelope(int status, JsonNode body, VendorTexts texts, Set<String> noSuchModel) {
        JsonNode type = body.path("error").path("type");
        return of(status, body, noSuchModel, type.isTextual() ? texts.word(type) : null,
                texts.word(body.path("error").path("code")), texts.errorMessage(body));
    }

    /**
     * The refusal of a response. If the response has a message, the caller gets it with the vendor's status; if it has none, or
     * if the vendor refuses the gateway's key (401, or 403 with a JSON object), the caller gets 502. A 403 without a JSON
     * object
     * comes from a firewall or a CDN.
     *
     * @param noSuchModel the codes of a 404 that say that the account does not have the model
     * @param type the vendor's type of the error; null: none
     * @param code the vendor's code; null: none
     * @param message the vendor's message, without the gateway's key; null: none
     */
    public static SendOutcome.Refused of(int status, JsonNode body, Set<String> noSuchModel, String type, String code,
            String message) {
        return SendOutcome.Refused.of(failure(status, body, type, code, message),
                subject(status, code != null && noSuchModel.contains(code)));
    }

    private static Failure failure(int status, JsonNode body, String type, String code, String message) {
        if (status == UNAUTHORIZED || status == FORBIDDEN && body.isObject()) {
            return Failure.badGateway("upstream_key_refused", "The vendor refuses the gateway's key.");
        }
        if (message == null) {
            return Failure.badGateway(REFUSED, "The vendor refused the request without a reason.");
        }
        return Failure.refusedByVendor(status, type, code == null ? REFUSED : code, message);
    }

    private static Subject subject(int status, boolean noSuchModel) {
        switch (status) {
            case PAYMENT_REQUIRED:
                return Subject.MONEY;
            case UNAUTHORIZED, FORBIDDEN:
                return Subject.ACCOUNT;
            case NOT_FOUND:
                return noSuchModel ? Subject.MODEL : Subject.CREATE;
            default:
                return Subject.CREATE;
        }
    }
}
