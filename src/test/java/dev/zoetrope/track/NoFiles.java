package dev.zoetrope.track;

import java.util.List;

import dev.zoetrope.video.Task;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Uni;

/** Archives no files, as with {@code zoetrope.vault.mode=off}. */
public class NoFiles implements ResultFiles {

    @Override
    public boolean archives() {
        return false;
    }

    @Override
    public Uni<Void> delete(List<Task> tasks) {
        return Uni.createFrom().voidItem();
    }
}
