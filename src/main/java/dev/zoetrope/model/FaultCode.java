package dev.zoetrope.model;

/** The codes of the faults of a body. Programs of callers depend on them, so they never change. */
public final class FaultCode {
    public static final String REQUIRED = "required";
    public static final String INVALID_TYPE = "invalid_type";
    public static final String OUT_OF_RANGE = "out_of_range";
    public static final String TOO_LONG = "too_long";
    public static final String INVALID_VALUE = "invalid_value";
    public static final String INVALID_URL = "invalid_url";
    public static final String INVALID_TEXT = "invalid_text";
    public static final String UNKNOWN_MEMBER = "unknown_member";
    public static final String MODEL_NOT_FOUND = "model_not_found";
    public static final String NO_SIGNING_SECRET = "no_signing_secret";
    public static final String PRIVATE_ADDRESS = "private_address";

    /** The only code of a 400: the body is not one JSON object, and the message gives the reason. */
    public static final String INVALID_JSON = "invalid_json";

    private FaultCode() {
    }
}
