package dev.zoetrope.dialect.openai;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.api.NextChange;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.vault.ResultContent;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Creates the responses about videos. */
@Singleton
class VideoAnswers {
    private static final String POLL_AFTER = "openai-poll-after-ms";
    /** A client of OpenAI waits between all its polls as long as the first answer says. */
    private static final Duration MAX_POLL_AFTER = Duration.ofSeconds(5);
    private static final String VIDEO = "video";
    private static final String THUMBNAIL = "thumbnail";
    /** A variant that this API has and the gateway does not make. */
    private static final String SPRITESHEET = "spritesheet";

    private final VideoViews views;
    private final NextChange nextChange;
    private final ResultContent content;

    VideoAnswers(VideoViews views, NextChange nextChange, ResultContent content) {
        this.views = views;
        this.nextChange = nextChange;
        this.content = content;
    }

    static List<String> preferences(RoutingContext request) {
        return request.request().headers().getAll(Preference.HEADER);
    }

    VideoView created(Task task, RoutingContext request) {
        request.response().putHeader(VideoErrorFormat.SHOULD_RETRY, "false");
        return view(task, request);
    }

    /** @throws FailureException 404 if the task is hidden */
    VideoView queried(Task task, RoutingContext request) {
        return view(shown(task), request);
    }

    private VideoView view(Task task, RoutingContext request) {
        AccessNote.task(request, task.id());
        if (!task.state().ended()) {
            Duration next = nextChange.of(task);
            request.response().putHeader(POLL_AFTER,
                    Long.toString((next.compareTo(MAX_POLL_AFTER) > 0 ? MAX_POLL_AFTER : next).toMillis()));
        }
        return views.view(task);
    }

    VideoPage page(List<Task> tasks, int limit) {
        return views.page(tasks, limit);
    }

    /**
     * Sends the video, or its first frame as a small JPEG.
     *
     * @param variant null: the video
     * @return fails with {@link FailureException}: 404 if there is no such file, 422 if there is no such variant
     */
    Uni<Void> content(Task task, String variant, RoutingContext request) {
        AccessNote.task(request, shown(task).id());
        if (SPRITESHEET.equals(variant)) {
            throw Failure.notFound("The gateway makes no spritesheet.").exception();
        }
        if (variant != null && !variant.equals(VIDEO) && !variant.equals(THUMBNAIL)) {
            throw Failure.invalid(List.of(CreateFields.fault("variant", FaultCode.INVALID_VALUE,
                    "must be video, thumbnail or spritesheet"))).exception();
        }
        if (!(task.state() instanceof TaskState.Completed)) {
            throw Failure.notFound(task.state().ended() ? "The video was not made." : "The video is not ready.").exception();
        }
        return THUMBNAIL.equals(variant) ? content.sendThumbnail(request, task, 0) : content.send(request, task, 0);
    }

    private static Task shown(Task task) {
        if (task.hidden()) {
            throw Failure.notFound("There is no such video.").exception();
        }
        return task;
    }
}
