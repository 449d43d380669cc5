package dev.zoetrope.vault;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.store.VaultMode;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Implements {@link ResultFiles}: says whether result files are copied, and deletes the files of deleted tasks. */
@Singleton
class Vault implements ResultFiles {
    private final FileStore store;
    private final boolean copiesFiles;

    Vault(FileStore store, VaultConfig config) {
        this.store = store;
        this.copiesFiles = config.vault().mode() != VaultMode.OFF;
    }

    @Override
    public boolean archives() {
        return copiesFiles;
    }

    @Override
    public Uni<Void> delete(List<Task> tasks) {
        return Multi.createFrom().items(tasks.stream().flatMap(this::files)).onItem()
                .transformToUniAndConcatenate(store::remove).collect().last().replaceWithVoid();
    }

    /**
     * The files that a task may have in the store. While copying is on, these include files that the ledger does not name:
     * a crash can happen after the file is stored and before the ledger is written.
     */
    private Stream<ResultFileId> files(Task task) {
        if (!(task.state() instanceof TaskState.Completed completed)) {
            return Stream.empty();
        }
        return IntStream.range(0, completed.results().size())
                .filter(i -> copiesFiles || completed.results().get(i).copy() != null)
                .mapToObj(i -> new ResultFileId(task.id(), i));
    }
}
