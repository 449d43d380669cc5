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
     * The vendor refused the create. Final; nothing is billed.
     *
     * @param failure the response to a caller that still waits
     * @param error the error of the failed task
     */
    record Refused(Failure failure, TaskError error) implements SendOutcome {
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
