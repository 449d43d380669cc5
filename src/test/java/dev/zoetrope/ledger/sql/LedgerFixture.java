package dev.zoetrope.ledger.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

import dev.zoetrope.fake.Postgres;
import dev.zoetrope.ledger.ChangeFeed;
import dev.zoetrope.ledger.commit.CommitListener;
import dev.zoetrope.ledger.jdbc.SchemaMigration;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.replica.CommitCounter;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.smallrye.mutiny.Uni;

/** A ledger on a real SQLite file or in a real PostgreSQL, with the settings of the application. */
public final class LedgerFixture implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(20);
    public static final Duration FILE_WAIT = Duration.ofMinutes(1);
    public static final LedgerLimits LIMITS = new LedgerLimits(10_000, 500, 1, 64, Duration.ofMillis(50),
            Duration.ofMillis(20), Duration.ofSeconds(5));

    public final AgroalDataSource source;
    public final SqlLedger ledger;
    public final AtomicLong commits = new AtomicLong();
    final AtomicLong rows = new AtomicLong();

    public LedgerFixture(Path directory) {
        this(directory, LIMITS);
    }

    public LedgerFixture(Path directory, LedgerLimits limits) {
        this(SqlDialect.SQLITE, directory, limits);
    }

    public LedgerFixture(SqlDialect dialect, Path directory) {
        this(dialect, directory, LIMITS);
    }

    LedgerFixture(SqlDialect dialect, Path directory, LedgerLimits limits) {
        source = source(dialect, directory);
        SchemaMigration.migrate(flyway(source), "the database");
        ledger = ledger(source, limits, (operations, nanos) -> {
            commits.incrementAndGet();
            rows.addAndGet(operations);
        });
    }

    /** A ledger on a database that no other process uses. */
    public static SqlLedger ledger(DataSource source) {
        return ledger(source, LIMITS, CommitListener.NONE);
    }

    /** A ledger on a database that no other process uses. */
    public static SqlLedger ledger(DataSource source, LedgerLimits limits, CommitListener listener) {
        return ledger(source, limits, listener, ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE));
    }

    public static SqlLedger ledger(DataSource source, LedgerLimits limits, ReplicaLiveness replicas) {
        return ledger(source, limits, CommitListener.NONE, replicas);
    }

    private static SqlLedger ledger(DataSource source, LedgerLimits limits, CommitListener listener,
            ReplicaLiveness replicas) {
        return new SqlLedger(source, limits, listener, replicas, new ChangeFeed(), FILE_WAIT,
                new CommitCounter(replicas.ownNumber()));
    }

    /** Ends interrupted sends as a start with SQLite does. */
    public int failInterruptedSends(Instant now) {
        try {
            return LedgerLifecycle.failInterruptedSends(source, now, PATIENCE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static AgroalDataSource source(Path directory) {
        return source(SqlDialect.SQLITE, directory);
    }

    /** A connection pool like the application's. */
    public static AgroalDataSource source(SqlDialect dialect, Path directory) {
        return dialect == SqlDialect.SQLITE ? sqlite(directory) : postgres(Postgres.of(directory));
    }

    /** The migrations, with the settings of the application. */
    public static Flyway flyway(AgroalDataSource source) {
        return Flyway.configure().dataSource(source).ignoreMigrationPatterns("*:missing", "*:future").load();
    }

    public static AgroalDataSource postgres(String url) {
        String tuned = url + "&reWriteBatchedInserts=true&targetServerType=primary&tcpKeepAlive=true"
                + "&logServerErrorDetail=false&connectTimeout=3&loginTimeout=3";
        return pool("org.postgresql.Driver", tuned, null);
    }

    private static AgroalDataSource sqlite(Path directory) {
        String url = "jdbc:sqlite:" + directory.resolve("zoetrope.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true&cache_size=-8000"
                + "&journal_size_limit=67108864";
        return pool("org.sqlite.JDBC", url, "pragma wal_autocheckpoint=4000");
    }

    /** Names the driver, because DriverManager finds none if the first class that used it came from another class loader. */
    private static AgroalDataSource pool(String driver, String url, String initialSql) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(20).acquisitionTimeout(Duration.ofSeconds(9))
                            .exceptionSorter(new PostgreSQLExceptionSorter())
                            .connectionFactoryConfiguration(connection -> connection
                                    .connectionProviderClassName(driver).jdbcUrl(url).initialSql(initialSql))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the result; tests may block. */
    public static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    public static <T> List<T> all(List<Uni<T>> unis) {
        return get(Uni.join().all(unis).andCollectFailures());
    }

    /** Queries the first column of the first row, on a connection of its own; null if there is no row. */
    public String stored(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            return rs.next() ? rs.getString(1) : null;
        }
    }

    /** Changes the database without the ledger. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() {
        try {
            ledger.close(PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        source.close();
    }
}
