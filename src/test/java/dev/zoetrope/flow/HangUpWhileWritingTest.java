package dev.zoetrope.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;
import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.TaskId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/**
 * A disk that is so slow that the caller hangs up before its create is stored, or that fails while a first try is held back
 * to wait for its hang-up.
 */
@QuarkusTest
@WithTestResource(WithFakeVendor.class)
class HangUpWhileWritingTest {
    private static final Caller ALICE = new Caller("alice");

    @Inject
    GenerationFlow flow;
    @Inject
    RequestReader reader;
    @Inject
    Ledger ledger;
    FakeVendor vendor;

    private CompletableFuture<CreatedTask> create(AnswerTracker tracker) {
        return create("slow disk", 0, tracker);
    }

    private CompletableFuture<CreatedTask> create(String prompt, int count, AnswerTracker tracker) {
        return flow.create(ALICE, reader.read(Calls.body(prompt).getBytes(StandardCharsets.UTF_8), ALICE),
                null, new ClientAttempt(null, count), Preference.NONE, tracker).subscribeAsCompletionStage();
    }

    private static Connection lockDatabase() throws SQLException {
        String data = ConfigProvider.getConfig().getValue("zoetrope.data-dir", String.class);
        Connection holder = DriverManager.getConnection("jdbc:sqlite:" + data + "/zoetrope.db?busy_timeout=5000");
        try (Statement sql = holder.createStatement()) {
            sql.execute("begin immediate");
        }
        return holder;
    }

    @Test
    void it_is_not_taken_and_the_equal_create_after_it_is_the_one_that_is_sent() throws SQLException {
        CompletableFuture<CreatedTask> first;
        CompletableFuture<CreatedTask> again;
        try (Connection holder = lockDatabase()) {
            ledger.markAnswer(new AnswerId(new TaskId("task-unified-1-slowdisk"), 0), false).subscribe().with(done -> {
            });
            AnswerTracker gone = new AnswerTracker(task -> {
            });
            first = create(gone);
            gone.ended(false);
            again = create(new AnswerTracker(task -> {
            }));
            assertThat(holder.isClosed()).isFalse();
        }

        await().until(() -> first.isDone() && again.isDone());

        assertThat(first).isCompletedExceptionally();
        assertThat(again.join().replayed()).isFalse();
        assertThat(vendor.creates("slow disk")).hasSize(1);
    }

    @Test
    void a_confirmation_that_fails_leaves_nothing_of_its_create() throws Exception {
        // Given: a retry that was stored before its first try; the first try is then held back for a moment
        String prompt = "confirmation lost";
        CompletableFuture<CreatedTask> retry = create(prompt, 1, new AnswerTracker(task -> {
        }));
        await().until(retry::isDone);
        CompletableFuture<CreatedTask> first = create(prompt, 0, new AnswerTracker(task -> {
        }));
        await().until(() -> tasks(prompt) == 2);
        // When: the ledger is not available at the end of that moment
        try (Connection holder = lockDatabase()) {
            await().atMost(Duration.ofSeconds(20)).until(first::isDone);
            assertThat(holder.isClosed()).isFalse();
        }
        // Then
        assertThat(first).isCompletedExceptionally();
        await().atMost(Duration.ofSeconds(20)).until(() -> tasks(prompt) == 1);
        assertThat(vendor.creates(prompt)).hasSize(1);
    }

    private long tasks(String prompt) {
        return ledger.list(ALICE, Optional.empty(), 100, Optional.empty()).subscribeAsCompletionStage().join().orElseThrow()
                .stream().filter(task -> prompt.equals(Requests.text(task.request(), "prompt"))).count();
    }
}
