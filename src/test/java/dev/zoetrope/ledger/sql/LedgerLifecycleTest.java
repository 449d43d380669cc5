package dev.zoetrope.ledger.sql;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerClock;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.DataDirectoryLock;
import dev.zoetrope.video.Status;
import dev.zoetrope.video.Task;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

/** The ledger that the application starts. */
@QuarkusTest
@TestProfile(LedgerLifecycleTest.NewDirectory.class)
class LedgerLifecycleTest {
    @Inject
    Ledger ledger;
    @Inject
    LedgerConfig config;
    @Inject
    MeterRegistry registry;
    @Inject
    @Any
    InjectableInstance<AgroalDataSource> sources;

    @Test
    void the_directory_is_made_and_the_ledger_works_in_it() {
        // Given
        Task intent = Tasks.sending();
        // When
        get(ledger.create(CreateIntent.of(intent)));
        // Then
        assertThat(get(ledger.find(intent.id()))).contains(intent);
        assertThat(get(ledger.countByStatus()).get(Status.PENDING)).isPositive();
        assertThat(ledger.healthy()).isTrue();
        assertThat(config.dataDir().resolve("zoetrope.db")).exists();
    }

    @Test
    void the_directory_is_held() {
        assertThatThrownBy(() -> DataDirectoryLock.acquire(config.dataDir())).hasMessageContaining("zoetrope.data-dir");
    }

    @ParameterizedTest
    @CsvSource({ "journal_mode, wal", "synchronous, 2", "wal_autocheckpoint, 4000", "foreign_keys, 1",
            "cache_size, -8000", "busy_timeout, 5000", "journal_size_limit, 67108864" })
    void the_database_is_set_as_the_promise_needs(String pragma, String value) throws SQLException {
        try (Connection connection = sources.getActive().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + pragma)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(value);
        }
    }

    @Test
    void commits_are_measured() {
        // When
        get(ledger.create(CreateIntent.of(Tasks.pending())));
        // Then
        assertThat(registry.get("zoetrope.ledger.rows.per.commit").summary().count()).isPositive();
        assertThat(registry.get("zoetrope.ledger.commit").timer().count()).isPositive();
    }

    /** A data directory several levels below an existing directory. */
    public static class NewDirectory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("zoetrope.data-dir", "target/ledger-start-test/" + System.nanoTime() + "/data",
                    "quarkus.http.test-port", "0");
        }
    }

    /** A default clock, in case the application has none. */
    @Singleton
    static class AnyClock {
        @Produces
        @DefaultBean
        LedgerClock clock() {
            return new LedgerClock(Clock.systemUTC(), System::nanoTime);
        }
    }
}
