package dev.zoetrope.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.files.FileNames;
import dev.zoetrope.flow.TaskHistory;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Task;
import dev.zoetrope.view.MomentView;
import dev.zoetrope.view.TaskView;
import io.smallrye.mutiny.Uni;

/** Adds to the view of a task what its caller wants to see besides. */
@ApplicationScoped
class TaskDetails {
    private final Models models;
    private final FileNames files;
    private final TaskHistory history;

    TaskDetails(Models models, FileNames files, TaskHistory history) {
        this.models = models;
        this.files = files;
        this.history = history;
    }

    Uni<TaskView> add(TaskView view, Task task, Set<IncludeParameter> wanted) {
        Uni<TaskView> detailed = Uni.createFrom().item(view);
        if (wanted.contains(IncludeParameter.REQUEST)) {
            detailed = detailed.flatMap(plain -> files.named(task.caller(), task.request())
                    .map(request -> plain.withRequest(body(request))));
        }
        if (wanted.contains(IncludeParameter.TIMELINE)) {
            detailed = detailed.flatMap(plain -> history.of(task)
                    .map(moments -> plain.withTimeline(moments.stream().map(MomentView::of).toList())));
        }
        return detailed;
    }

    /** The body of the create as its caller can send it again. */
    private Map<String, Object> body(GenerationRequest request) {
        Model model = models.find(request.model());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.putAll(model == null ? request.members() : model.stated(request));
        body.putAll(request.extra());
        if (request.callbackUrl() != null) {
            body.put("callback_url", request.callbackUrl());
        }
        return body;
    }
}
