package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.vault.SignedUrl;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.video.KeptFile;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskView;
import dev.zoetrope.view.TaskView.ResultView;

/** Makes the task object that callers see: the same in answers, event streams and callbacks. */
@ApplicationScoped
public class TaskPresenter {
    private final EstimateConfig config;
    private final SignedUrls links;

    public TaskPresenter(EstimateConfig config, SignedUrls links) {
        this.config = config;
        this.links = links;
    }

    public TaskView view(Task task) {
        return TaskView.of(task, estimatedSeconds(task), results(task));
    }

    private List<ResultView> results(Task task) {
        if (!(task.state() instanceof TaskState.Completed completed)) {
            return null;
        }
        return IntStream.range(0, completed.results().size()).filter(i -> shown(completed.results().get(i)))
                .mapToObj(i -> result(task, completed.results().get(i), i))
                .toList();
    }

    /** A vendor URL that contains the vendor's API key is used for the copy only and never shown. */
    private static boolean shown(Result result) {
        return result.kept() != null || !result.hidden();
    }

    /** The vendor's URL until the result file is copied; then a signed URL of the gateway. */
    private ResultView result(Task task, Result result, int index) {
        KeptFile kept = result.kept();
        if (kept == null) {
            return new ResultView(result.url(), result.contentType());
        }
        SignedUrl link = links.to(task, index);
        return new ResultView(link.url(), kept.contentType(), kept.size(), kept.sha256(), link.expiresAt().getEpochSecond());
    }

    /** The actual duration of an ended task; before the end the vendor's estimate, or else the configured one. */
    private int estimatedSeconds(Task task) {
        if (task.state().ended()) {
            return Math.max(0, Math.toIntExact(Duration.between(task.createdAt(), task.updatedAt()).toSeconds()));
        }
        Integer told = task.state().estimatedSeconds();
        return told == null ? Math.toIntExact(config.estimate().toSeconds()) : told;
    }
}
