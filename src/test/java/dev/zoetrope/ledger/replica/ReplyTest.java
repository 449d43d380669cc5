package dev.zoetrope.ledger.replica;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Creates.Takes;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.EarlierCreate.Reply;
import dev.zoetrope.video.Task;

/** The marks of answers: which are written lazily, and how an unmarked answer counts after a restart. */
class ReplyTest {
    private static final LedgerFixture.Settings PATIENT = new LedgerFixture.Settings(10_000, 500, 1, 64,
            LedgerFixture.PATIENCE, Duration.ofMillis(50), Duration.ofHours(1));
    @TempDir
    Path directory;
    private final Takes rule = new Takes();

    private Task opened(LedgerFixture fixture) {
        CreateIntent first = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.open(first));
        return first.task();
    }

    private static CompletionStage<Void> replied(LedgerFixture fixture, Task task, boolean reached) {
        return fixture.ledger.replied(new AnswerId(task.id(), 0), reached).subscribeAsCompletionStage();
    }

    private Reply replySeen(LedgerFixture fixture) {
        rule.shown.clear();
        get(fixture.ledger.open(Creates.retry(Tasks.T0.plusSeconds(1), 1, rule)));
        return rule.first().reply();
    }

    @Test
    void that_it_arrived_goes_with_the_next_write() throws Exception {
        try (LedgerFixture fixture = new LedgerFixture(directory, PATIENT)) {
            // Given
            Task task = opened(fixture);
            CompletionStage<Void> noted = replied(fixture, task, true);
            long before = fixture.commits.get();
            // When
            get(fixture.ledger.open(CreateIntent.of(Tasks.pending())));
            // Then
            noted.toCompletableFuture().get();
            assertThat(fixture.commits).hasValue(before + 1);
            assertThat(fixture.stored("select count(*) from task where reply_until is null")).isEqualTo("1");
        }
    }

    @Test
    void that_it_arrived_waits_no_longer_than_it_may() {
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            // Given
            Task task = opened(fixture);
            // When: there is no other write
            get(fixture.ledger.replied(new AnswerId(task.id(), 0), true));
            // Then
            assertThat(replySeen(fixture)).isEqualTo(Reply.ANSWERED);
        }
    }

    @Test
    void that_it_did_not_arrive_goes_at_once_and_takes_the_others_along() throws Exception {
        try (LedgerFixture fixture = new LedgerFixture(directory, PATIENT)) {
            // Given
            Task answered = opened(fixture);
            Task lost = opened(fixture);
            CompletableFuture<Void> noted = replied(fixture, answered, true).toCompletableFuture();
            // When
            get(fixture.ledger.replied(new AnswerId(lost.id(), 0), false));
            // Then
            noted.get();
            assertThat(fixture.stored("select reply_until from task where id = '" + lost.id() + "'")).isEqualTo("0");
        }
    }

    @Test
    void a_close_writes_what_waits_for_company() throws Exception {
        // Given
        CompletableFuture<Void> noted;
        try (LedgerFixture fixture = new LedgerFixture(directory, PATIENT)) {
            noted = replied(fixture, opened(fixture), true).toCompletableFuture();
        }
        // When
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            Reply reply = replySeen(fixture);
            // Then
            assertThat(noted).isCompletedWithValue(null);
            assertThat(reply).isEqualTo(Reply.ANSWERED);
        }
    }

    @Test
    void a_restart_makes_an_answer_under_way_gone() {
        // Given
        Task task;
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            task = opened(fixture);
        }
        // When: long before the deadline of the answer
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            CreateResult opened = get(fixture.ledger.open(Creates.first(Tasks.T0.plusSeconds(1), rule)));
            // Then
            assertThat(opened).isEqualTo(new CreateResult.Repeat(task, new AnswerId(task.id(), 1)));
            assertThat(rule.first().reply()).isEqualTo(Reply.GONE);
        }
    }

    @Test
    void another_replica_that_lives_still_holds_its_answer() throws InterruptedException {
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            // Given: an outstanding answer of another replica, which is alive at first
            boolean[] there = { true };
            ReplicaLiveness here = new ReplicaLiveness(1, (session, replica) -> there[0]);
            SqlLedger ledger = new SqlLedger(fixture.source, PATIENT, CommitListener.NONE, here);
            Task task = opened(fixture);
            // When
            CreateResult whileItLives = get(ledger.open(Creates.first(Tasks.T0.plusSeconds(1), rule).again()));
            there[0] = false;
            CreateResult afterItsDeath = get(ledger.open(Creates.first(Tasks.T0.plusSeconds(1), rule)));
            // Then
            assertThat(whileItLives).isInstanceOf(CreateResult.New.class);
            assertThat(afterItsDeath).isEqualTo(new CreateResult.Repeat(task, new AnswerId(task.id(), 1)));
            ledger.close(LedgerFixture.PATIENCE);
        }
    }

    @Test
    void where_nobody_knows_who_lives_the_time_decides() throws Exception {
        assertThat(ReplicaLiveness.drawn(ReplicaLiveness.Lookup.UNKNOWN).alive(null, 7)).isTrue();
        assertThat(ReplicaLiveness.drawn(ReplicaLiveness.Lookup.ALONE).alive(null, 7)).isFalse();
        assertThat(ReplicaLiveness.drawn(ReplicaLiveness.Lookup.ALONE).own())
                .isNotEqualTo(ReplicaLiveness.drawn(ReplicaLiveness.Lookup.ALONE).own());
    }
}
