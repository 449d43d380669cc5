package dev.zoetrope.upstream.dashscope;

import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.upstream.Refusals;
import dev.zoetrope.upstream.SendOutcome;
import dev.zoetrope.upstream.VendorTexts;

/** A response to a create that documents that the vendor did not accept it: {@code {"code", "message", "request_id"}}. */
final class Refusal {
    private static final int PAYMENT_REQUIRED = 402;
    /** The account has overdue payments. The vendor sends it with status 400. */
    private static final String ARREARAGE = "Arrearage";
    private static final Set<String> NO_SUCH_MODEL = Set.of("ModelNotFound");

    private Refusal() {
    }

    /** @param stated the status of the response, one of {@link Refusals} */
    static SendOutcome.Refused of(int stated, JsonNode body, VendorTexts texts) {
        String code = texts.word(body.path("code"));
        int status = ARREARAGE.equals(code) ? PAYMENT_REQUIRED : stated;
        String message = texts.message(body.path("message").textValue());
        if (message == null) {
            message = texts.errorMessage(body); // of a relay before the vendor
        }
        if (message == null && status == PAYMENT_REQUIRED) {
            message = "The gateway's account at the vendor has overdue payments.";
        }
        return Refusals.of(status, body, NO_SUCH_MODEL, null, code, message);
    }
}
