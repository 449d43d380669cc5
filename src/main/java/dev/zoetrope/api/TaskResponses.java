package dev.zoetrope.api;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.TaskTag;
import dev.zoetrope.view.TaskView;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.ext.web.RoutingContext;

/** Tasks as answers. */
@ApplicationScoped
class TaskResponses {
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String LOCATION = "/v1/tasks/";
    private static final Duration SOONEST = Duration.ofSeconds(1);
    /** Who comes back so late has missed little; the vendor may be asked much more rarely. */
    private static final Duration LATEST = Duration.ofSeconds(30);
    private static final long ROUND_UP = 999;
    /** Characters of what the vendor decides in the tasks of one page: its links, usage and messages. */
    private static final long LONGEST_PAGE = 1 << 20;

    private final GenerationFlow flow;
    private final PublicPath path;
    private final Clock clock;

    TaskResponses(GenerationFlow flow, PublicPath path, Clock clock) {
        this.flow = flow;
        this.path = path;
        this.clock = clock;
    }

    /**
     * @throws dev.zoetrope.video.FailureException when the vendor refused it
     */
    RestResponse<TaskView> created(CreatedTask created, Preference preference, RoutingContext request) {
        if (created.replayed()) {
            request.response().putHeader(REPLAYED, "true");
        }
        created.refusal().ifPresent(refusal -> {
            throw refusal.exception();
        });
        boolean later = preference.async() && !created.task().state().ended();
        applied(preference.applied(later), request);
        TaskView view = task(created.task(), request);
        if (later) {
            request.response().putHeader(HttpHeaderNames.LOCATION, path.of(request) + LOCATION + view.id());
        }
        return later ? RestResponse.status(RestResponse.Status.ACCEPTED, view) : RestResponse.ok(view);
    }

    /** The task, or only that it looks as its caller has it already. */
    RestResponse<TaskView> queried(Task task, Preference preference, RoutingContext request) {
        TaskView view = task(task, request);
        String tag = TaskTag.header(view);
        request.response().putHeader(HttpHeaderNames.ETAG, tag);
        applied(preference.applied(false), request);
        if (!task.state().ended()) {
            request.response().putHeader(HttpHeaderNames.RETRY_AFTER, Long.toString(comeBack(task).toSeconds()));
        }
        return EntityTags.match(request.request().headers().getAll(HttpHeaderNames.IF_NONE_MATCH), tag)
                ? RestResponse.notModified()
                : RestResponse.ok(view);
    }

    private static void applied(String what, RoutingContext request) {
        if (what != null) {
            request.response().putHeader(Preference.APPLIED, what);
        }
    }

    /** When the next word on the task may be there. Of a create under way nobody knows, and it is not for long. */
    private Duration comeBack(Task task) {
        if (task.dueAt() == null || task.state() instanceof TaskState.Sending) {
            return SOONEST;
        }
        Duration due = Duration.between(clock.instant(), task.dueAt()).plusMillis(ROUND_UP);
        if (due.compareTo(SOONEST) < 0) {
            return SOONEST;
        }
        return due.compareTo(LATEST) > 0 ? LATEST : due;
    }

    TaskView task(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        return view(task);
    }

    /** A page out of one task more than it may hold; it ends early where its tasks are long, but has one at least. */
    ListView<TaskView> page(List<Task> tasks, int limit) {
        List<TaskView> page = new ArrayList<>();
        long length = 0;
        for (Task task : tasks) {
            TaskView view = view(task);
            length += view.variableLength();
            if (page.size() == limit || length > LONGEST_PAGE && !page.isEmpty()) {
                return ListView.of(page, true);
            }
            page.add(view);
        }
        return ListView.of(page, false);
    }

    private TaskView view(Task task) {
        return flow.shown(task);
    }
}
