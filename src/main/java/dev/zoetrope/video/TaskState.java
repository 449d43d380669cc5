package dev.zoetrope.video;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where a task stands. A transition is a method of the state it leaves; what is not drawn here does not compile.
 *
 * <pre>
 *            ┌──── notSent ────┐
 *            ▼                 │
 *  (new) ─ Pending ── send ─▶ Sending ── accepted ─▶ Running ── observed ─▶ Completed
 *            │                 │  │                    │  ▲        │
 *            │ cancel/expire   │  └ lost ─▶ Failed ────┼──┘        ├────▶ Failed
 *            ▼                 └ refused ─▶ Failed     │ reopen    └────▶ Cancelled
 *     Cancelled / Failed                               └ expire ─▶ Failed ── observed ─▶ Completed
 * </pre>
 *
 * A {@code Failed} by its deadline is still asked about for a while, and a late success wins.
 *
 * <p>
 * {@code Pending} means nothing was sent; {@code Sending} means a create may be on its way, so that after a crash it is
 * unknown and never sent again.
 */
public sealed interface TaskState
        permits TaskState.Pending, TaskState.Sending, TaskState.Running, TaskState.Completed, TaskState.Failed,
        TaskState.Cancelled {

    /** The public status word. */
    Status status();

    /** The vendor's id of the task; null while there is none. Never shown to a caller. */
    default String vendorId() {
        return null;
    }

    /** 0..100; never goes back from one state to the next. */
    default int progress() {
        return 0;
    }

    /** Seconds the vendor expects; null when it did not say. */
    default Integer estimatedSeconds() {
        return null;
    }

    /** The vendor's {@code usage} as JSON text; null when there is none. */
    default String usage() {
        return null;
    }

    /** Whether the state is an end. */
    default boolean ended() {
        return status().ended();
    }

    /** Whether an acceptance that arrives now replaces this state: nothing that the vendor or the caller said is in it. */
    default boolean yieldsToAcceptance() {
        return vendorId() == null && !ended();
    }

    /** Nothing has been sent; it may be sent, and sent again. */
    record Pending() implements TaskState {
        @Override
        public Status status() {
            return Status.PENDING;
        }

        public Sending send() {
            return new Sending();
        }

        public Cancelled cancel() {
            return new Cancelled(null, 0, null);
        }

        public Failed expire() {
            return new Failed(null, 0, null, TaskError.deadlineExceeded());
        }
    }

    /** The one create may be on its way. */
    record Sending() implements TaskState {
        @Override
        public Status status() {
            return Status.PENDING;
        }

        /** The vendor took it; its first word on the task comes with the acceptance. */
        public TaskState accepted(String vendorId, Observation first, Instant now, Duration resultsWait) {
            return new Running(vendorId, now, false, 0, null, null, null).observed(first, now, resultsWait);
        }

        /** It certainly did not reach the vendor. */
        public Pending notSent() {
            return new Pending();
        }

        /** The vendor said no; {@code refusal} is what its caller is told, now and when the create is replayed. */
        public Failed refused(TaskError error, Failure refusal) {
            return new Failed(null, 0, null, error, refusal);
        }

        /** Nobody can say whether it reached the vendor. */
        public Failed lost() {
            return new Failed(null, 0, null, TaskError.submissionUnknown());
        }
    }

    /**
     * The vendor has it.
     *
     * @param acceptedAt when the vendor's id became known to us
     * @param started whether the vendor has left its queue
     * @param emptySince when the vendor first said completed without a result; null before
     */
    record Running(String vendorId, Instant acceptedAt, boolean started, int progress, Integer estimatedSeconds,
            String usage, Instant emptySince) implements TaskState {
        @Override
        public Status status() {
            return started ? Status.PROCESSING : Status.PENDING;
        }

        /**
         * The state after the vendor's word. Progress never falls; an unknown word leaves the task running; completed
         * without a result is no end until {@code resultsWait} has passed.
         */
        public TaskState observed(Observation word, Instant now, Duration resultsWait) {
            int reached = Math.max(progress, word.progress() == null ? 0 : Math.min(100, word.progress()));
            String used = word.usage() == null ? usage : word.usage();
            Integer estimate = word.estimatedSeconds() == null ? estimatedSeconds : word.estimatedSeconds();
            switch (word.phase()) {
                case COMPLETED:
                    if (!word.results().isEmpty()) {
                        return new Completed(vendorId, word.results(), used);
                    }
                    if (emptySince != null && !now.isBefore(emptySince.plus(resultsWait))) {
                        return new Failed(vendorId, reached, used, TaskError.resultsMissing());
                    }
                    return new Running(vendorId, acceptedAt, true, reached, estimate, used,
                            emptySince == null ? now : emptySince);
                case FAILED:
                    return new Failed(vendorId, reached, used, word.error());
                case CANCELLED:
                    return new Cancelled(vendorId, reached, used);
                case QUEUED:
                    return new Running(vendorId, acceptedAt, started, reached, estimate, used, emptySince);
                default:
                    return new Running(vendorId, acceptedAt, true, reached, estimate, used, emptySince);
            }
        }

        public Failed expire() {
            return new Failed(vendorId, progress, usage, TaskError.deadlineExceeded());
        }
    }

    /** The video is there. */
    record Completed(String vendorId, List<Result> results, String usage) implements TaskState {
        public Completed {
            results = List.copyOf(results);
        }

        @Override
        public Status status() {
            return Status.COMPLETED;
        }

        @Override
        public int progress() {
            return 100;
        }
    }

    /**
     * It ended without a video.
     *
     * @param refusal what the caller of the create was told; null unless the vendor refused it
     */
    record Failed(String vendorId, int progress, String usage, TaskError error, Failure refusal) implements TaskState {

        public Failed(String vendorId, int progress, String usage, TaskError error) {
            this(vendorId, progress, usage, error, null);
        }

        @Override
        public Status status() {
            return Status.FAILED;
        }

        /**
         * Whether nobody knows if the vendor has it. A vendor's own code may be the same word: then it has an id of the
         * vendor's, or a refusal.
         */
        public boolean unknown() {
            return vendorId == null && refusal == null && error.code().equals(TaskError.SUBMISSION_UNKNOWN);
        }

        @Override
        public boolean yieldsToAcceptance() {
            return vendorId == null && refusal == null
                    && (reopenable() || error.code().equals(TaskError.NOT_CREATED));
        }

        /** Whether a success that arrives late may still win. */
        public boolean reopenable() {
            return unknown() || error.code().equals(TaskError.DEADLINE_EXCEEDED);
        }

        /**
         * The state once the vendor turns out to know the task.
         *
         * @throws IllegalStateException if this failure is final
         */
        public Running reopen(String knownVendorId, Instant now) {
            if (!reopenable()) {
                throw new IllegalStateException("a failure with code " + error.code() + " is final");
            }
            return new Running(knownVendorId, now, true, progress, null, usage, null);
        }

        /**
         * The state after the vendor's late word: a video wins over a deadline or a lost answer, every other word changes
         * nothing.
         */
        public TaskState observed(Observation word) {
            boolean video = word.phase() == Observation.Phase.COMPLETED && !word.results().isEmpty();
            String used = word.usage() == null ? usage : word.usage();
            return video && vendorId != null && reopenable() ? new Completed(vendorId, word.results(), used) : this;
        }

        /** The state once an operator knows that the vendor never had it: final. */
        public Failed notCreated() {
            if (!unknown()) {
                throw new IllegalStateException("a failure with code " + error.code() + " is not unknown");
            }
            return new Failed(null, progress, usage, TaskError.notCreated());
        }
    }

    /** Ended by the caller before it was sent, or by the vendor. */
    record Cancelled(String vendorId, int progress, String usage) implements TaskState {
        @Override
        public Status status() {
            return Status.CANCELLED;
        }
    }
}
