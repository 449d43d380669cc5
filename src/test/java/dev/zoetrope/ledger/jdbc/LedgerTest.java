package dev.zoetrope.ledger.jdbc;

import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;

/** A test with a ledger of its own, executed with each of the databases. */
@ParameterizedClass(name = "{0}")
@EnumSource(SqlDialect.class)
public abstract class LedgerTest {
    @Parameter
    public SqlDialect dialect;
    @TempDir
    Path directory;
    public LedgerFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(dialect, directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    public <T> T get(Uni<T> uni) {
        return LedgerFixture.get(uni);
    }

    /** Inserts a task with this state and due time, and returns it. */
    public Task inserted(TaskState state, Instant due) {
        Task any = Tasks.pending();
        return inserted(new Task(any.id(), any.caller(), any.request(), state, any.createdAt(), any.updatedAt(), due, 0,
                0));
    }

    /** Deletes a batch of the oldest ended tasks; returns how many. */
    public int remove(Instant before, int limit) {
        return get(fixture.ledger.delete(get(fixture.ledger.ended(before, limit))));
    }

    /** Inserts the task and returns it. */
    public Task inserted(Task task) {
        get(fixture.ledger.create(CreateIntent.of(task)));
        return task;
    }
}
