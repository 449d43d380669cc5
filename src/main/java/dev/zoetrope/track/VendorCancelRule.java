package dev.zoetrope.track;

import jakarta.inject.Singleton;

import dev.zoetrope.upstream.Vendors;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.CancelRule;

/** A task can be cancelled before it is sent, and while it waits in the queue of a vendor that cancels. */
@Singleton
public class VendorCancelRule implements CancelRule {
    private final Vendors vendors;

    public VendorCancelRule(Vendors vendors) {
        this.vendors = vendors;
    }

    @Override
    public boolean canCancel(Task task) {
        return task.state() instanceof TaskState.Pending || isQueuedAtVendor(task);
    }

    /** Whether the task waits in the queue of a vendor that cancels. */
    public boolean isQueuedAtVendor(Task task) {
        return task.state() instanceof TaskState.Running running && !running.started() && vendors.cancelsQueued(task.pin());
    }
}
