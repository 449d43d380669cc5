package dev.zoetrope.vault;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.zoetrope.vault.store.FileStore;
import dev.zoetrope.vault.store.ResultFileId;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What the tracker needs to know of the files. */
@Singleton
class Vault implements ResultFiles {
    private final FileStore store;
    private final boolean keeps;

    Vault(FileStore store, VaultConfig config) {
        this.store = store;
        this.keeps = config.vault().mode() != VaultMode.OFF;
    }

    @Override
    public boolean keeps() {
        return keeps;
    }

    @Override
    public Uni<Void> drop(List<Task> tasks) {
        return Multi.createFrom().items(tasks.stream().flatMap(this::files)).onItem()
                .transformToUniAndConcatenate(store::remove).collect().last().replaceWithVoid();
    }

    /** Also those the ledger does not know of: a crash may have come between the file and the ledger's write. */
    private Stream<ResultFileId> files(Task task) {
        if (!(task.state() instanceof TaskState.Completed completed)) {
            return Stream.empty();
        }
        return IntStream.range(0, completed.results().size())
                .filter(i -> keeps || completed.results().get(i).kept() != null)
                .mapToObj(i -> new ResultFileId(task.id(), i));
    }
}
