package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.track.SlowLedger;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import dev.zoetrope.work.ResultFiles;
import io.smallrye.mutiny.Uni;

/** A deletion that meets other writes, and a storage that fails. */
class TaskDeletionTest {
    private static final Task DONE = SlowLedger.task("00000000",
            new TaskState.Completed("vendor-1", List.of(), null), Instant.parse("2026-03-01T12:00:00Z"));

    private final List<Task> removed = new ArrayList<>();
    private int hides;

    /** @param lostRaces number of attempts to hide that another write overtakes; negative: the ledger fails */
    private void delete(String caller, int lostRaces, boolean filesFail) {
        SlowLedger ledger = new SlowLedger() {
            @Override
            public Uni<Boolean> hide(Task ended) {
                hides++;
                return lostRaces < 0 ? Uni.createFrom().failure(UNAVAILABLE) : Uni.createFrom().item(hides > lostRaces);
            }
        };
        ledger.onFind = id -> Uni.createFrom().item(Optional.of(DONE));
        ResultFiles files = new ResultFiles() {
            @Override
            public boolean archives() {
                return true;
            }

            @Override
            public Uni<Void> delete(List<Task> tasks) {
                removed.addAll(tasks);
                return filesFail ? Uni.createFrom().failure(new IllegalStateException("the bucket is away"))
                        : Uni.createFrom().voidItem();
            }
        };
        new TaskDeletion(ledger, null, files).delete(new Caller(caller), DONE.id().value()).await().indefinitely();
    }

    private int refusal(String caller, int lostRaces, boolean filesFail) {
        return catchThrowableOfType(FailureException.class, () -> delete(caller, lostRaces, filesFail)).failure().status();
    }

    @Test
    void a_write_that_comes_first_is_read_and_the_task_is_hidden_after_it() {
        delete("alice", 2, false);

        assertThat(hides).isEqualTo(3);
        assertThat(removed).containsExactly(DONE);
    }

    @Test
    void no_file_is_removed_before_the_task_is_hidden() {
        assertThat(refusal("alice", -1, false)).isEqualTo(503);
        assertThat(refusal("alice", Integer.MAX_VALUE, false)).isEqualTo(500);
        assertThat(refusal("bob", 0, false)).isEqualTo(404);
        assertThat(removed).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_removed_is_503_so_that_the_deletion_is_repeated() {
        assertThat(refusal("alice", 0, true)).isEqualTo(503);
    }
}
