package dev.zoetrope.video;

import java.time.Instant;

/** The finding of an operator who looked up a create with an unknown outcome at the vendor. */
public sealed interface OperatorFinding {

    /** The state of the task after the finding has resolved the unknown outcome. */
    TaskState resolve(TaskState.Failed unknown, Instant now);

    /** Whether this state already follows from the finding, so that applying it again changes nothing. */
    boolean agreesWith(TaskState state);

    /**
     * The vendor has accepted the create.
     *
     * @param vendorId the vendor's id of the task, which the gateway polls from now on; valid by {@link VendorId}
     */
    record Created(String vendorId) implements OperatorFinding {
        @Override
        public TaskState resolve(TaskState.Failed unknown, Instant now) {
            return unknown.reopen(vendorId, now);
        }

        @Override
        public boolean agreesWith(TaskState state) {
            return vendorId.equals(state.vendorId());
        }
    }

    /** The vendor never received the create, and nothing was billed. */
    record NotCreated() implements OperatorFinding {
        @Override
        public TaskState resolve(TaskState.Failed unknown, Instant now) {
            return unknown.notCreated();
        }

        @Override
        public boolean agreesWith(TaskState state) {
            return state instanceof TaskState.Failed failed && failed.refusal() == null && failed.vendorId() == null
                    && failed.error().code().equals(TaskError.NOT_CREATED);
        }
    }
}
