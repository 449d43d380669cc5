package dev.zoetrope.ledger.replica;

import static dev.zoetrope.ledger.sql.LedgerFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import dev.zoetrope.fake.WithPostgres;
import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.video.Task;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.InjectableInstance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** The ledger as the application starts it with a PostgreSQL. */
@QuarkusTest
@TestProfile(PostgresStartTest.OnPostgres.class)
@QuarkusTestResource(value = WithPostgres.class, restrictToAnnotatedClass = true)
class PostgresStartTest {
    @Inject
    Ledger ledger;
    @Inject
    LedgerConfig config;
    @Inject
    MeterRegistry registry;
    @Inject
    @Any
    InjectableInstance<AgroalDataSource> sources;
    @ConfigProperty(name = "quarkus.management.port")
    int management;

    private String first(String sql) throws SQLException {
        try (Connection connection = sources.getActive().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    @Test
    void the_ledger_works_in_it_and_the_data_directory_is_left_alone() throws SQLException {
        // Given
        Task intent = Tasks.sending();
        // When
        get(ledger.create(CreateIntent.of(intent)));
        // Then
        assertThat(get(ledger.find(intent.id()))).contains(intent);
        assertThat(first("select count(*) from task where id = '" + intent.id() + "'")).isEqualTo("1");
        assertThat(config.dataDir().resolve("zoetrope.db")).doesNotExist();
        assertThat(config.dataDir().resolve("zoetrope.lock")).doesNotExist();
    }

    @Test
    void readiness_is_the_word_of_those_who_know() {
        RestAssured.given().port(management).get("/q/health/ready").then().statusCode(200)
                .body("checks.name", containsInAnyOrder("Graceful Shutdown", "accepting", "clock", "ledger", "vault"));
    }

    @Test
    void commits_are_measured() {
        // When
        get(ledger.create(CreateIntent.of(Tasks.pending())));
        // Then
        assertThat(registry.get("zoetrope.ledger.rows.per.commit").summary().count()).isPositive();
    }

    @Test
    void this_replica_is_known_to_live() throws SQLException {
        assertThat(first("select count(*) from (" + ReplicaLease.LIVE_REPLICAS + ") as living")).isNotEqualTo("0");
    }

    @Test
    void the_pool_is_told_to_bound_its_waits() {
        var pool = sources.getActive().getConfiguration().connectionPoolConfiguration();
        assertThat(pool.acquisitionTimeout()).hasSeconds(12);
        assertThat(pool.connectionFactoryConfiguration().jdbcProperties()).contains(Map.entry("connectTimeout", "3"),
                Map.entry("loginTimeout", "3"), Map.entry("socketTimeout", "600"), Map.entry("tcpKeepAlive", "true"),
                Map.entry("reWriteBatchedInserts", "true"), Map.entry("logServerErrorDetail", "false"));
    }

    /** A data directory that must stay empty. */
    public static class OnPostgres implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("zoetrope.data-dir", "target/postgres-start-test/" + System.nanoTime() + "/data",
                    "quarkus.http.test-port", "0");
        }
    }
}
