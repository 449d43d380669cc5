package dev.zoetrope.observe;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.TaskId;
import io.vertx.ext.web.RoutingContext;

/** Adds ids to the access line of a request. */
public final class AccessNote {
    private AccessNote() {
    }

    public static void caller(RoutingContext request, Caller caller) {
        AccessLog.addField(request, "caller=" + caller.id());
    }

    /** @param name the configured name of the operator */
    public static void operator(RoutingContext request, String name) {
        AccessLog.addField(request, "operator=" + name);
    }

    public static void task(RoutingContext request, TaskId task) {
        AccessLog.addField(request, "task=" + task.value());
    }
}
