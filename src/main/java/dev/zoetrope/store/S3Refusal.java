package dev.zoetrope.store;

import java.util.Optional;

/** The store answered a call with an error. */
final class S3Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param answered HTTP status
     * @param errorCode error code of the store. It chooses this text, so only a plain code is kept
     */
    S3Refusal(int answered, Optional<String> errorCode) {
        super(null, null, false, false);
        this.status = answered;
        this.code = errorCode.filter(text -> text.matches("[A-Za-z0-9]{1,64}")).orElse("without a code");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
