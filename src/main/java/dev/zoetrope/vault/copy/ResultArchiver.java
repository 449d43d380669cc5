package dev.zoetrope.vault.copy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.store.CopyException;
import dev.zoetrope.store.CopyFailureKind;
import dev.zoetrope.store.FileType;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.vault.CopyLimits;
import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.BackOff;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Copies those files of a task that are not stored yet, one after the other, and records the outcome in the ledger. */
@Singleton
class ResultArchiver {
    /** How long after the completion a copy is tried: the life of the vendor's result URLs. */
    private static final Duration GIVE_UP = Duration.ofHours(24);

    private final FileCopy copy;
    private final StoreOutage outage;
    private final CopyRetryPolicy retryPolicy;
    private final Clock clock;
    private final RandomGenerator random;
    private final TaskLog log;
    private final Meters meters;

    ResultArchiver(FileCopy copy, StoreOutage outage, VaultConfig config, CopyLimits limits, Clock clock,
            RandomGenerator random, TaskLog log,
            Meters meters) {
        this.copy = copy;
        this.outage = outage;
        VaultConfig.Vault vault = config.vault();
        this.retryPolicy = new CopyRetryPolicy(new BackOff(vault.firstBackOff(), vault.longestBackOff(), 0.125),
                limits.deadAfter(), GIVE_UP);
        this.clock = clock;
        this.random = random;
        this.log = log;
        this.meters = meters;
    }

    /** The results of one task during its copies, and the earliest next try of those that failed. */
    private static final class Progress {
        private final List<Result> results;
        private Instant nextTry;

        Progress(List<Result> results) {
            this.results = new ArrayList<>(results);
        }

        void nextTry(Instant at) {
            nextTry = nextTry == null || at != null && at.isBefore(nextTry) ? at : nextTry;
        }
    }

    /**
     * Copies the files of a task.
     *
     * @param lease the lease of the task
     * @return a Uni that fails if another process holds the task or if the ledger cannot store the outcome; then the task
     *         becomes due again
     */
    Uni<Void> archive(Task task, TaskState.Completed completed, TaskLease lease) {
        Progress progress = new Progress(completed.results());
        Multi<Integer> missing = Multi.createFrom().items(IntStream.range(0, completed.results().size())
                .filter(i -> completed.results().get(i).copy() == null).boxed());
        return missing.onItem()
                .transformToUniAndConcatenate(i -> copyFile(task, new ResultFileId(task.id(), i), progress, lease))
                .collect().last().chain(() -> lease.finish(held -> held.transitionTo(
                        new TaskState.Completed(completed.vendorId(), progress.results, completed.usage()), held.updatedAt(),
                        progress.nextTry)))
                .map(ResultArchiver::requireHeld);
    }

    private Uni<Void> copyFile(Task task, ResultFileId fileId, Progress progress, TaskLease lease) {
        Result result = progress.results.get(fileId.index());
        return copy.copy(fileId, result, task.pin()).flatMap(copied -> makeVisible(copied, lease)).invoke(file -> {
            outage.recordSuccess();
            meters.copies("kept").increment();
            log.stored(task, fileId.index(), file.size(), FileType.isInline(file.contentType()));
            progress.results.set(fileId.index(), result.withCopy(file));
        }).replaceWithVoid().onFailure(CopyException.class).recoverWithItem(failure -> {
            recordFailure(task, fileId, failure, progress);
            return null;
        });
    }

    /**
     * Renews the lease and then makes the file visible. So a process that has lost the lease does not replace the file of
     * the process that holds it.
     */
    private Uni<StoredFile> makeVisible(FileCopy.CopiedFile copied, TaskLease lease) {
        return lease.renew().map(ResultArchiver::requireHeld)
                .onFailure().call(lost -> copied.draft().discard())
                .chain(() -> copied.draft().commit().onFailure().transform(CopyException::of))
                .replaceWith(copied.file());
    }

    private static Void requireHeld(boolean held) {
        if (!held) {
            throw new IllegalStateException("another process has taken over the task");
        }
        return null;
    }

    private void recordFailure(Task task, ResultFileId fileId, CopyException failure, Progress progress) {
        if (failure.kind() == CopyFailureKind.UNSTORED) {
            outage.recordFailure(failure.getMessage());
        }
        Instant again = retryPolicy.nextTry(failure.kind(), task.updatedAt(), clock.instant(), random);
        progress.nextTry(again);
        meters.copies(again == null ? "given_up" : "failed").increment();
        log.notStored(task, fileId.index(), failure.getMessage(), again == null);
    }
}
