package dev.zoetrope.video;

/**
 * Why a task ended {@code failed}, as its {@code error} member says it.
 *
 * @param code one of the constants here, or the vendor's own word; never null
 * @param message for a person, never null; no internals
 */
public record TaskError(String code, String message) {
    /** The create may or may not have reached the vendor; it is never sent again. */
    public static final String SUBMISSION_UNKNOWN = "submission_unknown";
    /** No end came in time; a late success still wins. */
    public static final String DEADLINE_EXCEEDED = "deadline_exceeded";
    /** The vendor said completed and never gave a file. */
    public static final String RESULTS_MISSING = "results_missing";
    /** An operator found that the vendor never had it. */
    public static final String NOT_CREATED = "not_created";
    /** The vendor's failure came without a code. */
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
