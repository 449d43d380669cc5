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
import dev.zoetrope.ledger.Creates.TakesFirst;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.LedgerLimits;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.video.EarlierCreate.AnswerState;
import dev.zoetrope.video.Task;

/** The marks of answers: which are written lazily, and how an unmarked answer counts after a restart. */
class AnswerMarkTest {
    private static final LedgerLimits PATIENT = new LedgerLimits(10_000, 500, 1, 64,
            Duration.ofMillis(50), Duration.ofHours(1), Duration.ofSeconds(5));
    @TempDir
    Path directory;
    private final TakesFirst rule = new TakesFirst();

    private Task insertFirst(LedgerFixture fixture) {
        CreateIntent first = Creates.first(Tasks.T0, rule);
        get(fixture.ledger.create(first));
        return first.task();
    }

    private static CompletionStage<Void> markAnswer(LedgerFixture fixture, Task task, boolean reached) {
        return fixture.ledger.markAnswer(new AnswerId(task.id(), 0), reached).subscribeAsCompletionStage();
    }

    private AnswerState replySeen(LedgerFixture fixture) {
        rule.received.clear();
        get(fixture.ledger.create(Creates.retry(Tasks.T0.plusSeconds(1), 1, rule)));
        return rule.first().answer();
    }

    @Test
    void that_it_arrived_goes_with_the_next_write() throws Exception {
        try (LedgerFixture fixture = new LedgerFixture(directory, PATIENT)) {
            // Given
            Task task = insertFirst(fixture);
            CompletionStage<Void> noted = markAnswer(fixture, task, true);
            long before = fixture.commits.get();
            // When
            get(fixture.ledger.create(CreateIntent.of(Tasks.pending())));
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
            Task task = insertFirst(fixture);
            // When: there is no other write
            get(fixture.ledger.markAnswer(new AnswerId(task.id(), 0), true));
            // Then
            assertThat(replySeen(fixture)).isEqualTo(AnswerState.ANSWERED);
        }
    }

    @Test
    void that_it_did_not_arrive_goes_at_once_and_takes_the_others_along() throws Exception {
        try (LedgerFixture fixture = new LedgerFixture(directory, PATIENT)) {
            // Given
            Task answered = insertFirst(fixture);
            Task lost = insertFirst(fixture);
            CompletableFuture<Void> noted = markAnswer(fixture, answered, true).toCompletableFuture();
            // When
            get(fixture.ledger.markAnswer(new AnswerId(lost.id(), 0), false));
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
            noted = markAnswer(fixture, insertFirst(fixture), true).toCompletableFuture();
        }
        // When
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            AnswerState reply = replySeen(fixture);
            // Then
            assertThat(noted).isCompletedWithValue(null);
            assertThat(reply).isEqualTo(AnswerState.ANSWERED);
        }
    }

    @Test
    void a_restart_makes_an_answer_under_way_gone() {
        // Given
        Task task;
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            task = insertFirst(fixture);
        }
        // When: long before the deadline of the answer
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            CreateResult opened = get(fixture.ledger.create(Creates.first(Tasks.T0.plusSeconds(1), rule)));
            // Then
            assertThat(opened).isEqualTo(new CreateResult.Repeat(task, new AnswerId(task.id(), 1)));
            assertThat(rule.first().answer()).isEqualTo(AnswerState.LOST);
        }
    }

    @Test
    void another_replica_that_lives_still_holds_its_answer() throws InterruptedException {
        try (LedgerFixture fixture = new LedgerFixture(directory)) {
            // Given: an outstanding answer of another replica, which is alive at first
            boolean[] there = { true };
            ReplicaLiveness here = new ReplicaLiveness(1, (session, replica) -> there[0]);
            SqlLedger ledger = LedgerFixture.ledger(fixture.source, PATIENT, here);
            Task task = insertFirst(fixture);
            // When
            CreateResult whileItLives = get(ledger.create(Creates.first(Tasks.T0.plusSeconds(1), rule).forSecondLookup()));
            there[0] = false;
            CreateResult afterItsDeath = get(ledger.create(Creates.first(Tasks.T0.plusSeconds(1), rule)));
            // Then
            assertThat(whileItLives).isInstanceOf(CreateResult.New.class);
            assertThat(afterItsDeath).isEqualTo(new CreateResult.Repeat(task, new AnswerId(task.id(), 1)));
            ledger.close(LedgerFixture.PATIENCE);
        }
    }

    @Test
    void where_nobody_knows_who_lives_the_time_decides() throws Exception {
        assertThat(ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.UNKNOWN).isAlive(null, 7)).isTrue();
        assertThat(ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE).isAlive(null, 7)).isFalse();
        assertThat(ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE).ownNumber())
                .isNotEqualTo(ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE).ownNumber());
    }
}
