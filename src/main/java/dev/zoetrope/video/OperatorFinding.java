package dev.zoetrope.video;

import java.time.Instant;

/** What an operator found out about a create whose outcome is unknown. */
public sealed interface OperatorFinding {

    /** Where a task whose outcome was unknown stands now that it is known. */
    TaskState settle(TaskState.Failed unknown, Instant now);

    /** Whether a task in this state already goes by this verdict, so that to hear it again changes nothing. */
    boolean agreesWith(TaskState state);

    /**
     * The vendor has it.
     *
     * @param vendorId by which it is followed from now on; as {@link VendorId} allows
     */
    record Created(String vendorId) implements OperatorFinding {
        @Override
        public TaskState settle(TaskState.Failed unknown, Instant now) {
            return unknown.reopen(vendorId, now);
        }

        @Override
        public boolean agreesWith(TaskState state) {
            return vendorId.equals(state.vendorId());
        }
    }

    /** The vendor never had it, and nothing was billed. */
    record NotCreated() implements OperatorFinding {
        @Override
        public TaskState settle(TaskState.Failed unknown, Instant now) {
            return unknown.notCreated();
        }

        @Override
        public boolean agreesWith(TaskState state) {
            return state instanceof TaskState.Failed failed && failed.refusal() == null && failed.vendorId() == null
                    && failed.error().code().equals(TaskError.NOT_CREATED);
        }
    }
}
