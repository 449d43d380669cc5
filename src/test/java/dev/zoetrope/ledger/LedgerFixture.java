package dev.zoetrope.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.flywaydb.core.Flyway;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.smallrye.mutiny.Uni;

/** A real ledger on a real file, with the settings of the application. */
final class LedgerFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final AgroalDataSource source;
    final SqlLedger ledger;
    final AtomicLong commits = new AtomicLong();
    final AtomicLong rows = new AtomicLong();

    LedgerFixture(Path directory) {
        this(directory, Settings.DEFAULT);
    }

    LedgerFixture(Path directory, Settings settings) {
        source = source(directory);
        Flyway.configure().dataSource(source).load().migrate();
        ledger = new SqlLedger(source, settings, (works, nanos) -> {
            commits.incrementAndGet();
            rows.addAndGet(works);
        });
    }

    /** A pool as the application makes it. */
    static AgroalDataSource source(Path directory) {
        String url = "jdbc:sqlite:" + directory.resolve("zoetrope.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&foreign_keys=true&cache_size=-8000"
                + "&journal_size_limit=67108864";
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(20).acquisitionTimeout(Duration.ofSeconds(5))
                            .connectionFactoryConfiguration(connection -> connection.jdbcUrl(url)
                                    .initialSql("pragma wal_autocheckpoint=4000"))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes of it; tests may wait. */
    static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

    static <T> List<T> all(List<Uni<T>> unis) {
        return get(Uni.join().all(unis).andCollectFailures());
    }

    /** The first column of the first row, asked on a connection of its own. */
    String stored(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            return rs.next() ? rs.getString(1) : null;
        }
    }

    /** Changes the record behind the ledger's back. */
    void execute(String sql) throws SQLException {
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

    record Settings(int queue, int group, int readers, int readGroup, Duration drain, Duration retryAfter, Duration linger)
            implements
                LedgerConfig {
        static final Settings DEFAULT = new Settings(10_000, 500, 1, 64, PATIENCE, Duration.ofMillis(50),
                Duration.ofMillis(20));
    }
}
