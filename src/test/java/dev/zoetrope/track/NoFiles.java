package dev.zoetrope.track;

import java.util.List;

import dev.zoetrope.ledger.FileKeeper;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/** Keeps no files, as with {@code zoetrope.vault.mode=off}. */
class NoFiles implements FileKeeper {

    @Override
    public boolean keeps() {
        return false;
    }

    @Override
    public Uni<Void> drop(List<Task> tasks) {
        return Uni.createFrom().voidItem();
    }
}
