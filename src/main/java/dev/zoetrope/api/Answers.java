package dev.zoetrope.api;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.flow.Created;
import dev.zoetrope.flow.GenerationFlow;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.ListView;
import dev.zoetrope.view.TaskView;
import io.vertx.ext.web.RoutingContext;

/** Tasks as answers. */
@ApplicationScoped
class Answers {
    private static final String REPLAYED = "Idempotency-Replayed";

    private final GenerationFlow flow;

    Answers(GenerationFlow flow) {
        this.flow = flow;
    }

    /**
     * @throws dev.zoetrope.video.FailureException when the vendor refused it
     */
    TaskView created(Created created, RoutingContext request) {
        if (created.replayed()) {
            request.response().putHeader(REPLAYED, "true");
        }
        created.refusal().ifPresent(refusal -> {
            throw refusal.exception();
        });
        return task(created.task(), request);
    }

    TaskView task(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        return view(task);
    }

    /** A page out of one task more than it may hold. */
    ListView<TaskView> page(List<Task> tasks, int limit) {
        return ListView.of(tasks.stream().limit(limit).map(this::view).toList(), tasks.size() > limit);
    }

    private TaskView view(Task task) {
        return flow.shown(task);
    }
}
