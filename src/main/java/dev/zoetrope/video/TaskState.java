package dev.zoetrope.video;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of a task. A transition is a method of the state that the task leaves. Code outside this file makes a state only
 * when it reads or copies one.
 *
 * <pre>
 *  (new) ──────────────────▶ Sending
 *  Sending ── notSent ─────▶ Pending
 *          ── accepted ────▶ Running, or the ended state that the vendor's answer reports
 *          ── refused ─────▶ Failed
 *          ── unknown ─────▶ Failed
 *  Pending ── send ────────▶ Sending
 *          ── cancel ──────▶ Cancelled
 *          ── expire ──────▶ Failed
 *  Running ── observed ────▶ Running, Completed, Failed or Cancelled
 *          ── cancel ──────▶ Cancelled
 *          ── expire ──────▶ Failed
 *  Failed  ── reopen ──────▶ Running      only if it is {@link Failed#reopenable}
 *          ── observed ────▶ Completed    only if it is {@link Failed#reopenable}
 *          ── notCreated ──▶ Failed       only if its {@link Failed#outcomeUnknown outcome is unknown}
 * </pre>
 *
 * The gateway polls a task that is {@code Failed} by its deadline for a while longer, and a late success wins.
 *
 * <p>
 * {@code Pending} means that the create was not sent. {@code Sending} means that the create may be on its way to the vendor;
 * after a crash its outcome is unknown, and it is never resent.
 */
public sealed interface TaskState
        permits TaskState.Pending, TaskState.Sending, TaskState.Running, TaskState.Completed, TaskState.Failed,
        TaskState.Cancelled {

    /** The status that a caller sees. */
    Status status();

    /** The vendor's id of the task; null if it is not known. Never shown to a caller. */
    default String vendorId() {
        return null;
    }

    /** 0..100; a transition never reduces it. */
    default int progress() {
        return 0;
    }

    /** The vendor's estimate in seconds; null if the vendor gave none. */
    default Integer estimatedSeconds() {
        return null;
    }

    /** The vendor's {@code usage} member as JSON text; null if the vendor gave none. */
    default String usage() {
        return null;
    }

    /** Whether the task has ended: completed, failed or cancelled. */
    default boolean ended() {
        return status().ended();
    }

    /**
     * Whether an acceptance by the vendor that arrives now replaces this state. It does not if the state already comes from
     * the vendor (it has a vendor id or a refusal), if the caller has cancelled, or if the failure is another final one.
     */
    default boolean yieldsToAcceptance() {
        return vendorId() == null && !ended();
    }

    /**
     * The create provably was not sent. It may be sent or resent.
     *
     * @param resumeAt until when each vendor that deferred the create asks to wait, by its pin as a text
     */
    record Pending(Map<String, Instant> resumeAt) implements TaskState {
        public Pending {
            resumeAt = Map.copyOf(resumeAt);
        }

        public Pending() {
            this(Map.of());
        }

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

    /** The create may be on its way to the vendor. */
    record Sending() implements TaskState {
        @Override
        public Status status() {
            return Status.PENDING;
        }

        /**
         * The vendor accepted the create.
         *
         * @param first the state of the task in the vendor's answer
         * @param resultsWait how long a completed task may be without a result file
         */
        public TaskState accepted(String vendorId, VendorObservation first, Instant now, Duration resultsWait) {
            return new Running(vendorId, now, false, 0, null, null, null).observed(first, now, resultsWait);
        }

        /** The create provably did not reach the vendor. */
        public Pending notSent() {
            return new Pending();
        }

        /**
         * No vendor took the create.
         *
         * @param resumeAt until when each vendor that deferred the create asks to wait, by its pin as a text
         */
        public Pending notSent(Map<String, Instant> resumeAt) {
            return new Pending(resumeAt);
        }

        /**
         * The vendor refused the create.
         *
         * @param refusal the failure that the caller gets, now and on each retry
         */
        public Failed refused(TaskError error, Failure refusal) {
            return new Failed(null, 0, null, error, refusal);
        }

        /** The outcome is unknown: the create may or may not have reached the vendor. */
        public Failed unknown() {
            return new Failed(null, 0, null, TaskError.submissionUnknown());
        }
    }

    /**
     * The vendor has accepted the create.
     *
     * @param acceptedAt when the gateway learned the vendor's id
     * @param started whether the task has left the vendor's queue
     * @param emptySince when the vendor first reported completed without a result file; null if it has not
     */
    record Running(String vendorId, Instant acceptedAt, boolean started, int progress, Integer estimatedSeconds,
            String usage, Instant emptySince) implements TaskState {
        @Override
        public Status status() {
            return started ? Status.PROCESSING : Status.PENDING;
        }

        /**
         * The state after the vendor's report. Progress never falls. An unknown status leaves the task running. A completed
         * task without a result file stays running until {@code resultsWait} has passed, and then fails.
         */
        public TaskState observed(VendorObservation observation, Instant now, Duration resultsWait) {
            int reached = Math.max(progress, observation.progress() == null ? 0 : Math.min(100, observation.progress()));
            String used = observation.usage() == null ? usage : observation.usage();
            Integer estimate = observation.estimatedSeconds() == null ? estimatedSeconds : observation.estimatedSeconds();
            switch (observation.phase()) {
                case COMPLETED:
                    if (!observation.results().isEmpty()) {
                        return new Completed(vendorId, observation.results(), used);
                    }
                    if (emptySince != null && !now.isBefore(emptySince.plus(resultsWait))) {
                        return new Failed(vendorId, reached, used, TaskError.resultsMissing());
                    }
                    return new Running(vendorId, acceptedAt, true, reached, estimate, used,
                            emptySince == null ? now : emptySince);
                case FAILED:
                    return new Failed(vendorId, reached, used, observation.error());
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

        /** The vendor has cancelled the task for the caller. */
        public Cancelled cancel() {
            return new Cancelled(vendorId, progress, usage);
        }
    }

    /** The task ended with a video. */
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
     * The task ended without a video.
     *
     * @param refusal the failure that the caller of the create got; null unless the vendor refused the create
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
         * Whether the outcome of the create is unknown. The code alone does not show it, because a vendor's own code may be
         * equal; such a failure has a vendor id or a refusal.
         */
        public boolean outcomeUnknown() {
            return vendorId == null && refusal == null && error.code().equals(TaskError.SUBMISSION_UNKNOWN);
        }

        @Override
        public boolean yieldsToAcceptance() {
            return vendorId == null && refusal == null
                    && (reopenable() || error.code().equals(TaskError.NOT_CREATED));
        }

        /** Whether a late success may still replace this failure. */
        public boolean reopenable() {
            return outcomeUnknown() || error.code().equals(TaskError.DEADLINE_EXCEEDED);
        }

        /**
         * The state after the vendor turns out to know the task.
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
         * The state after a late report of the vendor. A video replaces a failure by deadline or by an unknown outcome.
         * Every other report changes nothing.
         */
        public TaskState observed(VendorObservation observation) {
            boolean video = observation.phase() == VendorObservation.Phase.COMPLETED && !observation.results().isEmpty();
            String used = observation.usage() == null ? usage : observation.usage();
            return video && vendorId != null && reopenable() ? new Completed(vendorId, observation.results(), used) : this;
        }

        /**
         * The final state after an operator found that the vendor never received the create.
         *
         * @throws IllegalStateException if the outcome of the create is not unknown
         */
        public Failed notCreated() {
            if (!outcomeUnknown()) {
                throw new IllegalStateException("a failure with code " + error.code() + " is not an unknown outcome");
            }
            return new Failed(null, progress, usage, TaskError.notCreated());
        }
    }

    /** The caller cancelled the task before it was sent or while the vendor had it in its queue, or the vendor cancelled it. */
    record Cancelled(String vendorId, int progress, String usage) implements TaskState {
        @Override
        public Status status() {
            return Status.CANCELLED;
        }
    }
}
