package dev.zoetrope.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;

/** Creates without a key whose caller hangs up, at one replica and at two. */
class HangUpDetectionTest {
    private static final ClientAttempt PLAIN = new ClientAttempt(null, 0);

    @TempDir
    java.nio.file.Path directory;
    private LedgerFixture fixture;
    private SqlLedger one;
    private SqlLedger two;

    @BeforeEach
    void open() {
        fixture = new LedgerFixture(SqlDialect.POSTGRESQL, directory);
        one = LedgerFixture.ledger(fixture.source, LedgerFixture.LIMITS,
                ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.UNKNOWN));
        two = LedgerFixture.ledger(fixture.source, LedgerFixture.LIMITS,
                ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.UNKNOWN));
    }

    @AfterEach
    void close() throws InterruptedException {
        one.close(LedgerFixture.PATIENCE);
        two.close(LedgerFixture.PATIENCE);
        fixture.close();
    }

    private static CreateIntent create(ClientAttempt attempt, Instant now, boolean gone) {
        AtomicBoolean hungUp = new AtomicBoolean(gone);
        return new CreateIntent(Creates.task(Tasks.ALICE, now, Tasks.REQUEST), attempt.key(), attempt.retryCount(),
                attempt.rule(),
                now.minus(attempt.lookBack()), now.plus(Creates.ANSWER), hungUp::get, false);
    }

    private static CreateResult open(SqlLedger replica, CreateIntent intent) {
        return LedgerFixture.get(replica.create(intent));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void a_keyless_create_whose_caller_has_gone_is_not_taken(int count) throws Exception {
        CreateResult opened = open(one, create(new ClientAttempt(null, count), Tasks.T0, true));

        assertThat(opened).isEqualTo(new CreateResult.CallerGone());
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("0");
    }

    @Test
    void nor_does_it_take_a_siblings_lost_answer() {
        // Given
        CreateResult.New sibling = (CreateResult.New) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.markAnswer(sibling.answer(), false));
        // When
        open(one, create(PLAIN, Tasks.T0.plusSeconds(1), true));
        CreateResult retry = open(one, create(PLAIN, Tasks.T0.plusSeconds(2), false));
        // Then: the lost answer can still be repeated by a retry of the sibling
        assertThat(retry).isInstanceOfSatisfying(CreateResult.Repeat.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(sibling.task().id()));
    }

    @Test
    void one_with_a_key_is_taken_as_its_retry_finds_it() {
        assertThat(open(one, create(new ClientAttempt("a-key", 0), Tasks.T0, true))).isInstanceOf(CreateResult.New.class);
    }

    @Test
    void an_equal_create_that_another_replica_is_just_answering_is_looked_at_again() throws Exception {
        // Given
        CreateResult.New first = (CreateResult.New) open(one, create(PLAIN, Tasks.T0, false));
        CreateIntent second = create(PLAIN, Tasks.T0.plusMillis(100), false);
        assertThat(open(two, second)).isEqualTo(new CreateResult.Undecided());
        assertThat(fixture.stored("select count(*) from task")).isEqualTo("1");
        // When: the hang-up of the first create is marked meanwhile
        LedgerFixture.get(one.markAnswer(first.answer(), false));
        // Then
        assertThat(open(two, second.forSecondLookup())).isInstanceOfSatisfying(CreateResult.Repeat.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.task().id()));
    }

    @Test
    void one_whose_retry_was_quicker_is_held_and_not_looked_at_again() {
        open(one, create(new ClientAttempt(null, 1), Tasks.T0, false));

        assertThat(open(two, create(PLAIN, Tasks.T0.plusMillis(100), false)))
                .isInstanceOfSatisfying(CreateResult.New.class, fresh -> assertThat(fresh.mayBeOvertaken()).isTrue());
    }

    @Test
    void without_a_hang_up_it_is_a_create_of_its_own() {
        open(one, create(PLAIN, Tasks.T0, false));
        CreateIntent second = create(PLAIN, Tasks.T0.plusMillis(100), false);
        open(two, second);

        assertThat(open(two, second.forSecondLookup())).isEqualTo(new CreateResult.New(second.task(),
                new AnswerId(second.task().id(), 0)));
    }

    @Test
    void the_own_replicas_hang_ups_are_noted_before() {
        open(one, create(PLAIN, Tasks.T0, false));

        assertThat(open(one, create(PLAIN, Tasks.T0.plusMillis(100), false))).isInstanceOf(CreateResult.New.class);
    }

    @Test
    void a_retry_that_counts_itself_is_looked_for_as_long_as_sdks_try() {
        // Given: an answer that was sent completely and was lost in the network
        CreateResult.New first = (CreateResult.New) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.markAnswer(first.answer(), true));
        // When: as official SDKs, which time out after ten minutes and retry twice
        List<CreateResult> retries = List.of(open(one, create(new ClientAttempt(null, 1), Tasks.T0.plusMillis(600_500), false)),
                open(one, create(new ClientAttempt(null, 2), Tasks.T0.plus(Duration.ofMinutes(21)), false)));
        // Then
        assertThat(retries).allSatisfy(retry -> assertThat(retry).isInstanceOfSatisfying(CreateResult.Repeat.class,
                repeated -> assertThat(repeated.task().id()).isEqualTo(first.task().id())));
        assertThat(open(one, create(new ClientAttempt(null, 3), Tasks.T0.plus(Duration.ofMinutes(41)), false)))
                .isInstanceOf(CreateResult.New.class);
    }

    @Test
    void one_that_says_nothing_is_looked_for_ten_minutes() {
        CreateResult.New first = (CreateResult.New) open(one, create(PLAIN, Tasks.T0, false));
        LedgerFixture.get(one.markAnswer(first.answer(), false));

        assertThat(open(one, create(PLAIN, Tasks.T0.plusMillis(600_500), false))).isInstanceOf(CreateResult.New.class);
    }
}
