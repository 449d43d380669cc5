package dev.zoetrope.ledger.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.admit.ClientAttempt;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import io.agroal.api.AgroalDataSource;
import io.smallrye.mutiny.Uni;

/**
 * Retry detection on a database whose default isolation level is stronger than that of the ledger: a snapshot that is older
 * than a wait for a lock would hide a create.
 */
class IsolationTest {
    private static final int PAIRS = 100;

    private static SqlLedger replica(AgroalDataSource source) {
        return LedgerFixture.ledger(source, LedgerFixture.LIMITS,
                ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.UNKNOWN));
    }

    private static CreateIntent attempt(int pair, int count) {
        ClientAttempt attempt = new ClientAttempt(null, count);
        return new CreateIntent(Creates.task(Tasks.ALICE, Tasks.T0, Creates.prompt("pair " + pair)), null, count,
                attempt.rule(),
                Tasks.T0.minus(attempt.lookBack()), Tasks.T0.plus(Creates.ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = { "repeatable read", "serializable" })
    void a_first_try_and_its_retry_at_two_replicas_are_one_create(String isolation) throws InterruptedException {
        String url = Postgres.database("default_transaction_isolation = '" + isolation + "'");
        try (AgroalDataSource here = LedgerFixture.postgres(url); AgroalDataSource there = LedgerFixture.postgres(url)) {
            Flyway.configure().dataSource(here).load().migrate();
            SqlLedger one = replica(here);
            SqlLedger two = replica(there);
            // When
            List<Uni<CreateResult>> firsts = new ArrayList<>();
            List<Uni<CreateResult>> retries = new ArrayList<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                firsts.add(Uni.createFrom().completionStage(one.create(attempt(pair, 0)).subscribeAsCompletionStage()));
                retries.add(Uni.createFrom().completionStage(two.create(attempt(pair, 1)).subscribeAsCompletionStage()));
            }
            // Then: the retry repeats the first try, or the first try is known to be overtaken
            List<CreateResult> first = LedgerFixture.all(firsts);
            List<CreateResult> retry = LedgerFixture.all(retries);
            for (int pair = 0; pair < PAIRS; pair++) {
                boolean overtaken = first.get(pair) instanceof CreateResult.New fresh && fresh.mayBeOvertaken();
                assertThat(overtaken || retry.get(pair) instanceof CreateResult.Repeat).as("pair %d", pair).isTrue();
            }
            one.close(LedgerFixture.PATIENCE);
            two.close(LedgerFixture.PATIENCE);
        }
    }
}
