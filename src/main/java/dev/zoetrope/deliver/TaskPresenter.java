package dev.zoetrope.deliver;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.vault.SignedUrl;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.view.TaskView;
import dev.zoetrope.view.TaskView.ResultView;
import dev.zoetrope.work.CancelRule;

/** Makes the task object that callers see: the same in answers, event streams and callbacks. */
@ApplicationScoped
public class TaskPresenter {
    /** The estimated duration of a task until the vendor sends an estimate. */
    private static final int ESTIMATED_SECONDS = 60;

    private final SignedUrls signedUrls;
    private final CancelRule cancelRule;

    public TaskPresenter(SignedUrls signedUrls, CancelRule cancelRule) {
        this.signedUrls = signedUrls;
        this.cancelRule = cancelRule;
    }

    public TaskView view(Task task) {
        return TaskView.of(task, cancelRule.canCancel(task), estimatedSeconds(task), results(task));
    }

    private List<ResultView> results(Task task) {
        if (!(task.state() instanceof TaskState.Completed completed)) {
            return null;
        }
        return IntStream.range(0, completed.results().size())
                .filter(i -> !task.hidden() || !completed.results().get(i).hidden())
                .mapToObj(i -> result(task, completed.results().get(i), i))
                .toList();
    }

    /**
     * The vendor's URL until the result file is copied; then a signed URL of the gateway. A vendor URL that must not be shown
     * is a signed URL from the beginning: the gateway fetches the file for each request. The copies of a hidden task are
     * dropped,
     * and the gateway fetches no file of it.
     */
    private ResultView result(Task task, Result result, int index) {
        StoredFile copy = task.hidden() ? null : result.copy();
        if (copy == null && !result.hidden()) {
            return new ResultView(result.url(), result.contentType());
        }
        SignedUrl signedUrl = signedUrls.sign(task, index);
        long expires = signedUrl.expiresAt().getEpochSecond();
        return copy == null ? new ResultView(signedUrl.url(), result.contentType(), null, null, expires)
                : new ResultView(signedUrl.url(), copy.contentType(), copy.size(), copy.sha256(), expires);
    }

    /** The actual duration of an ended task; before the end the vendor's estimate, or else a fixed one. */
    private int estimatedSeconds(Task task) {
        if (task.state().ended()) {
            return Math.max(0, Math.toIntExact(Duration.between(task.createdAt(), task.updatedAt()).toSeconds()));
        }
        Integer estimate = task.state().estimatedSeconds();
        return estimate == null ? ESTIMATED_SECONDS : estimate;
    }
}
