package dev.zoetrope.vault.copy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import dev.zoetrope.observe.Meters;
import dev.zoetrope.observe.TaskLog;
import dev.zoetrope.vault.VaultConfig;
import dev.zoetrope.vault.store.CopyException;
import dev.zoetrope.vault.store.CopyFailureKind;
import dev.zoetrope.vault.store.FileType;
import dev.zoetrope.vault.store.ResultFileId;
import dev.zoetrope.video.KeptFile;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Copies those files of a task that are not stored yet, one after the other, and records the outcome in the ledger. */
@Singleton
class ResultArchiver {
    private final FileCopy copy;
    private final StoreOutage trouble;
    private final CopyRetryPolicy plan;
    private final Clock clock;
    private final RandomGenerator random;
    private final TaskLog log;
    private final Meters meters;

    ResultArchiver(FileCopy copy, StoreOutage trouble, VaultConfig config, Clock clock, RandomGenerator random, TaskLog log,
            Meters meters) {
        this.copy = copy;
        this.trouble = trouble;
        VaultConfig.Vault vault = config.vault();
        this.plan = new CopyRetryPolicy(vault.firstBackOff(), vault.longestBackOff(), vault.deadAfter(), vault.giveUp());
        this.clock = clock;
        this.random = random;
        this.log = log;
        this.meters = meters;
    }

    /** The results of one task during its copies, and the earliest next try of those that failed. */
    private static final class Progress {
        private final List<Result> results;
        private Instant again;

        Progress(List<Result> results) {
            this.results = new ArrayList<>(results);
        }

        void again(Instant at) {
            again = again == null || at != null && at.isBefore(again) ? at : again;
        }
    }

    /**
     * Copies the files of a task.
     *
     * @param tenure the lease of the task
     * @return fails if another process holds the task or if the ledger cannot store the outcome; then the task becomes due
     *         again
     */
    Uni<Void> keep(Task task, TaskState.Completed completed, TaskLease tenure) {
        Progress progress = new Progress(completed.results());
        Multi<Integer> missing = Multi.createFrom().items(IntStream.range(0, completed.results().size())
                .filter(i -> completed.results().get(i).kept() == null).boxed());
        return missing.onItem().transformToUniAndConcatenate(i -> one(task, new ResultFileId(task.id(), i), progress, tenure))
                .collect().last().chain(() -> tenure.end(held -> held.to(
                        new TaskState.Completed(completed.vendorId(), progress.results, completed.usage()), held.updatedAt(),
                        progress.again)))
                .map(ResultArchiver::mine);
    }

    private Uni<Void> one(Task task, ResultFileId name, Progress progress, TaskLease tenure) {
        Result result = progress.results.get(name.index());
        return copy.copy(name, result).flatMap(copied -> settled(copied, tenure)).invoke(file -> {
            trouble.worked();
            meters.copies("kept").increment();
            log.kept(task, name.index(), file.size(), FileType.isShown(file.contentType()));
            progress.results.set(name.index(), result.keptAs(file));
        }).replaceWithVoid().onFailure(CopyException.class).recoverWithItem(failure -> {
            failed(task, name, failure, progress);
            return null;
        });
    }

    /**
     * Renews the lease and then makes the file visible. So a process that has lost the task does not replace the file of the
     * process that holds it.
     */
    private Uni<KeptFile> settled(FileCopy.Copied copied, TaskLease tenure) {
        return tenure.renew().map(ResultArchiver::mine)
                .onFailure().call(lost -> copied.draft().discard())
                .chain(() -> copied.draft().keep().onFailure().transform(CopyException::of))
                .replaceWith(copied.file());
    }

    private static Void mine(boolean held) {
        if (!held) {
            throw new IllegalStateException("another process has taken over the task");
        }
        return null;
    }

    private void failed(Task task, ResultFileId name, CopyException failure, Progress progress) {
        if (failure.setback() == CopyFailureKind.UNSTORED) {
            trouble.failed(failure.getMessage());
        }
        Instant again = plan.next(failure.setback(), task.updatedAt(), clock.instant(), random);
        progress.again(again);
        meters.copies(again == null ? "given_up" : "failed").increment();
        log.notKept(task, name.index(), failure.getMessage(), again == null);
    }
}
