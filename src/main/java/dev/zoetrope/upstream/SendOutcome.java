package dev.zoetrope.upstream;

import java.time.Duration;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Observation;
import dev.zoetrope.video.TaskError;

/**
 * What became of one create: the five outcomes of the law of the paid POST ({@code contract.md}). Only {@link NotSent}
 * and {@link Deferred} may ever be sent again.
 */
public sealed interface SendOutcome {

    /** A word for meters and logs. */
    String word();

    /** The vendor has it. */
    record Accepted(String vendorId, Observation first) implements SendOutcome {
        @Override
        public String word() {
            return "accepted";
        }
    }

    /**
     * Final, and nothing was made.
     *
     * @param failure what a caller that still waits is told
     * @param error what the task's end says
     */
    record Refused(Failure failure, TaskError error) implements SendOutcome {
        @Override
        public String word() {
            return "refused";
        }
    }

    /**
     * The vendor asks to come again.
     *
     * @param retryAfter its own word on when; null when it gave none
     */
    record Deferred(Duration retryAfter) implements SendOutcome {
        @Override
        public String word() {
            return "deferred";
        }
    }

    /** Not one byte of the create has left. */
    record NotSent() implements SendOutcome {
        @Override
        public String word() {
            return "not_sent";
        }
    }

    /**
     * It may have been accepted. Never sent again, never failed over.
     *
     * @param seen what became of the exchange, in words for the log
     */
    record Unknown(String seen) implements SendOutcome {
        @Override
        public String word() {
            return "unknown";
        }
    }
}
