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

/** A task as its caller sees it, the same by whichever way it is told. */
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

    /** A link that holds the vendor's key is fetched and never shown. */
    private static boolean shown(Result result) {
        return result.kept() != null || !result.hidden();
    }

    /** The vendor's link until there is a copy. */
    private ResultView result(Task task, Result result, int index) {
        KeptFile kept = result.kept();
        if (kept == null) {
            return new ResultView(result.url(), result.contentType());
        }
        SignedUrl link = links.to(task, index);
        return new ResultView(link.url(), kept.contentType(), kept.size(), kept.sha256(), link.expiresAt().getEpochSecond());
    }

    /** As it took once it has ended; until then the vendor's word, else the configured estimate. */
    private int estimatedSeconds(Task task) {
        if (task.state().ended()) {
            return Math.max(0, Math.toIntExact(Duration.between(task.createdAt(), task.updatedAt()).toSeconds()));
        }
        Integer told = task.state().estimatedSeconds();
        return told == null ? Math.toIntExact(config.estimate().toSeconds()) : told;
    }
}
