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

/** Makes the task object that callers see: the same in answers, event streams and callbacks. */
@ApplicationScoped
public class TaskPresenter {
    /** The estimated duration of a task until the vendor sends an estimate. */
    private static final int ESTIMATED_SECONDS = 60;

    private final SignedUrls signedUrls;

    public TaskPresenter(SignedUrls signedUrls) {
        this.signedUrls = signedUrls;
    }

    public TaskView view(Task task) {
        return TaskView.of(task, estimatedSeconds(task), results(task));
    }

    private List<ResultView> results(Task task) {
        if (!(task.state() instanceof TaskState.Completed completed)) {
            return null;
        }
        return IntStream.range(0, completed.results().size()).filter(i -> isShown(completed.results().get(i)))
                .mapToObj(i -> result(task, completed.results().get(i), i))
                .toList();
    }

    /** A vendor URL that contains the vendor's API key is used for the copy only and never shown. */
    private static boolean isShown(Result result) {
        return result.copy() != null || !result.hidden();
    }

    /** The vendor's URL until the result file is copied; then a signed URL of the gateway. */
    private ResultView result(Task task, Result result, int index) {
        StoredFile copy = result.copy();
        if (copy == null) {
            return new ResultView(result.url(), result.contentType());
        }
        SignedUrl signedUrl = signedUrls.sign(task, index);
        return new ResultView(signedUrl.url(), copy.contentType(), copy.size(), copy.sha256(),
                signedUrl.expiresAt().getEpochSecond());
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
