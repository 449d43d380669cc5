package dev.zoetrope.ledger.jdbc;

import static dev.zoetrope.ledger.sql.LedgerFixture.flyway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

import dev.zoetrope.fake.LogLines;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.ledger.sql.LedgerFixture;
import io.agroal.api.AgroalDataSource;

/** The checks of a PostgreSQL before the ledger uses it. */
class PostgresSetupTest {
    private static final String SECRET = "pw-secret";

    private record Settings(Optional<String> url, Optional<String> user, Optional<String> password, Duration connectTimeout,
            Duration heartbeat, Duration reread) implements LedgerConfig.Database {
        Settings(String url, String user, String password) {
            this(Optional.ofNullable(url), Optional.ofNullable(user), Optional.ofNullable(password),
                    Duration.ofSeconds(3), Duration.ofSeconds(5), Duration.ofSeconds(15));
        }
    }

    @Test
    void without_a_url_it_is_not_wanted() {
        assertThat(PostgresSetup.isConfigured(new Settings(null, null, null))).isFalse();
        assertThat(PostgresSetup.isConfigured(new Settings("jdbc:postgresql://db/zoetrope", "user", SECRET))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "jdbc:mysql://db/x?password=pw-secret, -, -, zoetrope.database.url",
            "postgresql://db/x, -, -, zoetrope.database.url", "jdbc:postgresql://db:port/x, -, -, zoetrope.database.url",
            "-, user, -, zoetrope.database.user", "-, -, pw-secret, zoetrope.database.password" })
    void what_makes_no_sense_is_refused_by_name(String url, String user, String password, String setting) {
        assertThatThrownBy(() -> PostgresSetup.isConfigured(new Settings(url, user, password)))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(setting)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void one_that_is_not_there_is_refused_without_the_password() {
        try (Wire wire = new Wire(Postgres.port());
                AgroalDataSource source = LedgerFixture
                        .postgres(Postgres.through(wire.port()) + "&password=" + SECRET)) {
            wire.cut();
            assertThatThrownBy(() -> PostgresSetup.prepare(source, flyway(source)))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("zoetrope.database.url")
                    .hasMessageNotContaining(SECRET).hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource({ "nowhere.invalid:5432, UnknownHostException: nowhere.invalid", "localhost:1, Connection refused" })
    void what_the_network_said_belongs_to_the_refusal(String host, String said) {
        try (AgroalDataSource source = LedgerFixture.postgres("jdbc:postgresql://" + host + "/x?user=u&password=" + SECRET)) {
            assertThatThrownBy(() -> PostgresSetup.prepare(source, flyway(source)))
                    .hasMessageContaining("zoetrope.database.url")
                    .hasMessageContaining(said).hasMessageNotContaining(SECRET).hasNoCause();
        }
    }

    @ParameterizedTest
    @CsvSource({ "wrong, password authentication failed for user", "pw-secret, permission denied for schema" })
    void the_servers_own_sentence_belongs_to_the_refusal(String password, String said) throws SQLException {
        String role = "r" + System.nanoTime();
        String schema = Postgres.fresh();
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.server())) {
            run(source, "create role " + role + " login password '" + SECRET + "'");
            run(source, "grant usage on schema " + schema.replaceFirst(".*currentSchema=", "") + " to " + role);
        }
        String url = Postgres.withPassword(schema, role) + "&user=" + role + "&password=" + password;
        try (AgroalDataSource source = LedgerFixture.postgres(url)) {
            assertThatThrownBy(() -> PostgresSetup.prepare(source, flyway(source)))
                    .hasMessageContaining("zoetrope.database.url")
                    .hasMessageContaining(said).hasMessageNotContaining(SECRET).hasNoCause();
        }
    }

    @Test
    void tables_of_a_later_version_are_refused_and_left_alone() throws SQLException {
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.fresh())) {
            PostgresSetup.prepare(source, flyway(source));
            PostgresSetup.prepare(source, flyway(source));
            run(source, "insert into flyway_schema_history select installed_rank + 1000, '9999', description, type, script,"
                    + " checksum, installed_by, installed_on, execution_time, success from flyway_schema_history limit 1");

            assertThatThrownBy(() -> PostgresSetup.prepare(source, flyway(source)))
                    .hasMessageStartingWith("zoetrope.database.url: ").hasMessageContaining("later version (9999)");
        }
    }

    @Test
    void a_place_that_others_have_made_otherwise_is_refused() throws SQLException {
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.fresh())) {
            run(source, "create table task (id text)");
            assertThatThrownBy(() -> PostgresSetup.prepare(source, flyway(source)))
                    .hasMessageContaining("zoetrope.database.url").hasNoCause();
        }
    }

    @Test
    void standbys_none_of_which_is_synchronous_are_warned_of() throws SQLException {
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.fresh());
                LogLines log = new LogLines(PostgresSetup.class)) {
            PostgresSetup.prepare(source, flyway(source));
            assertThat(log.with("WARN", "synchronous_standby_names")).isEmpty();
            // When: a client streams the server's log, as a standby does
            try (Connection standby = DriverManager.getConnection(Postgres.server()
                    + "&replication=true&assumeMinServerVersion=15&preferQueryMode=simple");
                    PGReplicationStream stream = standby.unwrap(PGConnection.class).getReplicationAPI().replicationStream()
                            .physical().withStartPosition(written(source)).start()) {
                PostgresSetup.prepare(source, flyway(source));
                assertThat(stream.isClosed()).isFalse();
            }
            // Then
            assertThat(log.with("WARN", "synchronous_standby_names", "a failover may lose")).hasSize(1);
        }
    }

    private static LogSequenceNumber written(AgroalDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_wal_lsn()")) {
            row.next();
            return LogSequenceNumber.valueOf(row.getString(1));
        }
    }

    @Test
    void several_replicas_may_start_at_once() throws SQLException {
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.fresh())) {
            // When
            List<CompletableFuture<Void>> starts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                starts.add(CompletableFuture.runAsync(() -> PostgresSetup.prepare(source, flyway(source))));
            }
            starts.forEach(CompletableFuture::join);
            // Then
            assertThat(run(source, "select count(*) from flyway_schema_history where not success")).isEqualTo("0");
            assertThat(run(source, "select count(*) from task")).isEqualTo("0");
        }
    }

    @Test
    void a_session_is_as_durable_and_as_impatient_as_promised() throws SQLException {
        // Given: a server whose default is not to wait for the disk
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.server());
                Connection connection = source.getConnection()) {
            assertThat(shown(connection, "synchronous_commit")).isEqualTo("off");
            // When
            SqlDialect.of(connection).configure(connection, Duration.ofMillis(1200));
            // Then
            assertThat(shown(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(shown(connection, "statement_timeout")).isEqualTo("1200ms");
            assertThat(shown(connection, "lock_timeout")).isEqualTo("600ms");
            assertThat(shown(connection, "idle_in_transaction_session_timeout")).isEqualTo("1200ms");
            assertThat(connection.getNetworkTimeout()).isEqualTo(3200);
        }
    }

    @Test
    void who_promises_more_is_left_to_it() throws SQLException {
        try (AgroalDataSource source = LedgerFixture.postgres(Postgres.server());
                Connection connection = source.getConnection()) {
            // Given
            connection.createStatement().execute("set synchronous_commit = remote_apply");
            // When
            SqlDialect.POSTGRESQL.configure(connection, Duration.ofSeconds(1));
            // Then
            assertThat(shown(connection, "synchronous_commit")).isEqualTo("remote_apply");
        }
    }

    private static String run(AgroalDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            return first(statement.execute(sql) ? statement.getResultSet() : null);
        }
    }

    private static String shown(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return first(statement.executeQuery("show " + setting));
        }
    }

    private static String first(ResultSet rows) throws SQLException {
        return rows != null && rows.next() ? rows.getString(1) : null;
    }
}
