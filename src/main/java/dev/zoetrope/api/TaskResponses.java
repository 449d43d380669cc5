package dev.zoetrope.api;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.deliver.TaskPresenter;
import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.EntityTags;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.TaskTag;
import dev.zoetrope.view.TaskView;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.ext.web.RoutingContext;

/** Creates the responses that contain tasks. */
@ApplicationScoped
class TaskResponses {
    private static final String TASKS_PATH = "/v1/tasks/";
    /**
     * Limit for one page, in characters of the members whose length the vendor decides ({@link TaskView#variableLength}).
     */
    private static final long MAX_PAGE_CHARS = 1 << 20;

    private final TaskPresenter presenter;
    private final PublicPath path;
    private final NextChange nextChange;

    TaskResponses(TaskPresenter presenter, PublicPath path, NextChange nextChange) {
        this.presenter = presenter;
        this.path = path;
        this.nextChange = nextChange;
    }

    /**
     * The response to a create: 202 with {@code Location} if the caller prefers {@code respond-async} and the task has not
     * ended, otherwise 200.
     */
    RestResponse<TaskView> createResponse(CreatedTask created, Preference preference, RoutingContext request) {
        boolean later = preference.async() && !created.task().state().ended();
        setPreferenceApplied(preference.appliedValue(later), request);
        TaskView view = view(created.task());
        if (later) {
            request.response().putHeader(HttpHeaderNames.LOCATION, path.of(request) + TASKS_PATH + view.id());
        }
        return later ? RestResponse.status(RestResponse.Status.ACCEPTED, view) : RestResponse.ok(view);
    }

    /** The response to a query: the task, or 304 if the caller already has the current state. */
    RestResponse<TaskView> queryResponse(Task task, Preference preference, RoutingContext request) {
        TaskView view = task(task, request);
        String tag = TaskTag.header(view);
        request.response().putHeader(HttpHeaderNames.ETAG, tag);
        setQueryHeaders(task, preference, request);
        return EntityTags.match(request.request().headers().getAll(HttpHeaderNames.IF_NONE_MATCH), tag)
                ? RestResponse.notModified()
                : RestResponse.ok(view);
    }

    /** The task for a response to which more is added. The response has no {@code ETag}, which does not cover that. */
    TaskView detailed(Task task, Preference preference, RoutingContext request) {
        setQueryHeaders(task, preference, request);
        return task(task, request);
    }

    private void setQueryHeaders(Task task, Preference preference, RoutingContext request) {
        setPreferenceApplied(preference.appliedValue(false), request);
        if (!task.state().ended()) {
            request.response().putHeader(HttpHeaderNames.RETRY_AFTER, retryAfter(task));
        }
    }

    private static void setPreferenceApplied(String what, RoutingContext request) {
        if (what != null) {
            request.response().putHeader(Preference.APPLIED_HEADER, what);
        }
    }

    /** The value of {@code Retry-After}: the time until the task may change. */
    String retryAfter(Task task) {
        return Long.toString(nextChange.of(task).toSeconds());
    }

    TaskView task(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        return view(task);
    }

    /**
     * Creates a page. It has fewer than {@code limit} tasks if their texts are long, but at least one if there is one.
     *
     * @param tasks up to {@code limit} + 1 tasks; the additional one shows that another page follows
     */
    ListView<TaskView> page(List<Task> tasks, int limit) {
        List<TaskView> page = new ArrayList<>();
        long length = 0;
        for (Task task : tasks) {
            TaskView view = view(task);
            length += view.variableLength();
            if (page.size() == limit || length > MAX_PAGE_CHARS && !page.isEmpty()) {
                return ListView.of(page, true);
            }
            page.add(view);
        }
        return ListView.of(page, false);
    }

    private TaskView view(Task task) {
        return presenter.view(task);
    }
}
