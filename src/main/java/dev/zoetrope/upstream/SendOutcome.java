package dev.zoetrope.upstream;

import java.time.Duration;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.TaskError;
import dev.zoetrope.video.VendorObservation;

/**
 * The outcome of one create: one of the five of the law of the paid POST ({@code docs/contract.md}). Only a create that is
 * {@link NotSent} or {@link Deferred} may be sent again.
 */
public sealed interface SendOutcome {

    /** The name of this outcome in metrics and logs. */
    String label();

    /**
     * The vendor accepted the create.
     *
     * @param vendorId the vendor's id of the task
     * @param observation the task as the response of the create shows it
     */
    record Accepted(String vendorId, VendorObservation observation) implements SendOutcome {
        @Override
        public String label() {
            return "accepted";
        }
    }

    /**
     * The vendor refused the create. Nothing is billed. Final, unless it is about the gateway's account and another vendor or
     * key may take the create.
     *
     * @param failure the response to a caller that still waits
     * @param error the error of the failed task
     * @param subject what the vendor refused
     */
    record Refused(Failure failure, TaskError error, Subject subject) implements SendOutcome {

        /** What a vendor refuses. */
        public enum Subject {
            /** The create itself. */
            CREATE,
            /** The model, because the account does not have it. Other models are not affected. */
            MODEL,
            /** The gateway's account or key. */
            ACCOUNT,
            /** The gateway's account, because it has no money left. */
            MONEY
        }

        /** A refusal whose task has the code and message of the failure. */
        public static Refused of(Failure failure, Subject subject) {
            String code = failure.code() == null ? failure.type() : failure.code();
            return new Refused(failure, new TaskError(code, failure.message()), subject);
        }

        /** Whether another vendor or key may take the create. */
        public boolean isAboutAccount() {
            return subject != Subject.CREATE;
        }

        /** Whether the vendor would refuse every create of the account. */
        boolean isForEachCreate() {
            return subject == Subject.ACCOUNT || subject == Subject.MONEY;
        }

        @Override
        public String label() {
            return "refused";
        }
    }

    /**
     * The vendor did not take the create and asks to send it later.
     *
     * @param retryAfter the vendor's {@code Retry-After}, from now; null when it gave none
     */
    record Deferred(Duration retryAfter) implements SendOutcome {
        @Override
        public String label() {
            return "deferred";
        }
    }

    /** No byte of the create was sent. */
    record NotSent() implements SendOutcome {
        @Override
        public String label() {
            return "not_sent";
        }
    }

    /**
     * The vendor may have accepted the create. It is never sent again, and never sent to another vendor.
     *
     * @param description a description of the failed exchange for the log
     */
    record Unknown(String description) implements SendOutcome {
        @Override
        public String label() {
            return "unknown";
        }
    }
}
