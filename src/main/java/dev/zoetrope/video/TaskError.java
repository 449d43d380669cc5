package dev.zoetrope.video;

/**
 * The reason why a task ended {@code failed}: the content of its {@code error} member.
 *
 * @param code one of the constants of this class, or the vendor's own code; never null
 * @param message for people; contains no internals; never null
 */
public record TaskError(String code, String message) {
    /** The outcome of the create is unknown: it may have reached the vendor. It is never resent. */
    public static final String SUBMISSION_UNKNOWN = "submission_unknown";
    /** The task did not end before its deadline. A later success of the vendor still wins. */
    public static final String DEADLINE_EXCEEDED = "deadline_exceeded";
    /** The vendor reported completed but gave no result file in time. */
    public static final String RESULTS_MISSING = "results_missing";
    /** An operator found that the vendor never received the create. */
    public static final String NOT_CREATED = "not_created";
    /** The vendor reported a failure without a code. */
    public static final String VENDOR_FAILED = "task_failed";

    public static TaskError submissionUnknown() {
        return new TaskError(SUBMISSION_UNKNOWN,
                "The vendor's answer to this create was lost. It may have been accepted, so it is not sent again.");
    }

    public static TaskError deadlineExceeded() {
        return new TaskError(DEADLINE_EXCEEDED, "The task did not end in time.");
    }

    public static TaskError notCreated() {
        return new TaskError(NOT_CREATED, "The vendor never had this create; nothing was billed.");
    }

    public static TaskError resultsMissing() {
        return new TaskError(RESULTS_MISSING, "The vendor reported the task completed but gave no result.");
    }
}
