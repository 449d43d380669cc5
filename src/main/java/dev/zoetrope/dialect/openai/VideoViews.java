package dev.zoetrope.dialect.openai;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.VideoSize;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.vault.SignedUrl;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Slot;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;

/** Makes the JSON of videos from tasks, in whatever API they were made. */
@Singleton
class VideoViews {
    /** The name of this API in {@link dev.zoetrope.video.Dialect}. It is stored, so it never changes. */
    static final String DIALECT = "openai";
    /** Limit for one page, in characters of the members that may be long. */
    private static final long MAX_PAGE_CHARS = 1 << 20;

    private final Models models;
    private final SignedUrls signedUrls;

    VideoViews(Models models, SignedUrls signedUrls) {
        this.models = models;
        this.signedUrls = signedUrls;
    }

    VideoView view(Task task) {
        GenerationRequest request = task.request();
        Map<String, String> echo = request.dialect() != null && request.dialect().name().equals(DIALECT)
                ? request.dialect().echo()
                : Map.of();
        Model model = models.find(request.model());
        Object seconds = model == null ? null : model.slot(request, Slot.DURATION);
        SignedUrl url = task.state() instanceof TaskState.Completed completed && !completed.results().isEmpty()
                ? signedUrls.sign(task, 0)
                : null;
        return new VideoView(task.id().value(), "video", echo.getOrDefault(CreateFields.MODEL, request.model()),
                status(task.state()), task.state().progress(), task.createdAt().getEpochSecond(),
                task.state() instanceof TaskState.Completed ? task.updatedAt().getEpochSecond() : null,
                url == null ? null : url.expiresAt().getEpochSecond(),
                model == null ? null : (String) model.slot(request, Slot.PROMPT),
                echo.getOrDefault(CreateFields.SECONDS, text(seconds)),
                echo.getOrDefault(CreateFields.SIZE, model == null ? null : new VideoSize(model).of(request, model)),
                problem(task.state()), null, url == null ? null : url.url());
    }

    /**
     * Creates a page. It has fewer than {@code limit} videos if their texts are long, but at least one if there is one.
     *
     * @param tasks up to {@code limit} + 1 tasks; the additional one shows that another page follows
     */
    VideoPage page(List<Task> tasks, int limit) {
        List<VideoView> page = new ArrayList<>();
        long length = 0;
        for (Task task : tasks) {
            VideoView view = view(task);
            length += view.variableLength();
            if (page.size() == limit || length > MAX_PAGE_CHARS && !page.isEmpty()) {
                return VideoPage.of(page, true);
            }
            page.add(view);
        }
        return VideoPage.of(page, false);
    }

    /** Clients take any other word as still running, and would wait for ever. */
    private static String status(TaskState state) {
        return switch (state.status()) {
            case PENDING -> "queued";
            case PROCESSING -> "in_progress";
            case COMPLETED -> "completed";
            case FAILED, CANCELLED -> "failed";
        };
    }

    private static VideoView.Problem problem(TaskState state) {
        if (state instanceof TaskState.Cancelled) {
            return new VideoView.Problem("cancelled", "The task was cancelled.");
        }
        return state instanceof TaskState.Failed failed
                ? new VideoView.Problem(failed.error().code(), failed.error().message())
                : null;
    }

    private static String text(Object seconds) {
        return seconds == null ? null : seconds instanceof BigDecimal number ? number.toPlainString() : seconds.toString();
    }
}
