package dev.zoetrope.validate;

/** The codes of the faults of a body. Programs of callers depend on them, so they never change. */
final class FaultCode {
    static final String REQUIRED = "required";
    static final String INVALID_TYPE = "invalid_type";
    static final String OUT_OF_RANGE = "out_of_range";
    static final String TOO_LONG = "too_long";
    static final String INVALID_VALUE = "invalid_value";
    static final String INVALID_URL = "invalid_url";
    static final String INVALID_TEXT = "invalid_text";
    static final String UNKNOWN_MEMBER = "unknown_member";
    static final String MODEL_NOT_FOUND = "model_not_found";
    static final String NO_SIGNING_SECRET = "no_signing_secret";
    static final String PRIVATE_ADDRESS = "private_address";

    /** The only code of a 400: the body is not one JSON object, and the message gives the reason. */
    static final String INVALID_JSON = "invalid_json";

    private FaultCode() {
    }
}
