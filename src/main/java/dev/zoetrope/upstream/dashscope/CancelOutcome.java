package dev.zoetrope.upstream.dashscope;

/** What the response to a cancel says. */
enum CancelOutcome {
    /** The vendor cancelled the task. */
    CANCELLED,
    /** The vendor did not cancel the task, because it runs already or has ended. */
    NOT_PENDING,
    /** The response says nothing about the task. A poll shows its state. */
    NO_ANSWER;

    /**
     * @param status HTTP status
     * @param code the vendor's code of the error; null if there is none
     */
    static CancelOutcome of(int status, String code) {
        if (status >= 200 && status < 300) {
            return code == null ? CANCELLED : NO_ANSWER;
        }
        return status == 400 && "UnsupportedOperation".equals(code) ? NOT_PENDING : NO_ANSWER;
    }
}
