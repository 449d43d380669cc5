package dev.zoetrope.ledger.task;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.flywaydb.core.Flyway;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlDialect;
import dev.zoetrope.ledger.replica.ReplicaLiveness;
import dev.zoetrope.ledger.retry.InsertCreate;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.LedgerLimits;
import dev.zoetrope.ledger.sql.SqlLedger;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Measures the benefit of group commit on PostgreSQL. 64 writers repeatedly write a create and its outcome: through the
 * ledger; through the ledger with one row in each commit; and with plain statements row by row, each writer with a session
 * of its own, whose flushes the server combines. The server flushes as in production. The three alternate. Arguments:
 * seconds of a round, rounds, JDBC URL (without it the benchmark starts a server).
 */
final class PostgresBenchmark {
    private static final int WRITERS = 64;
    private static final LedgerLimits ONE_BY_ONE = new LedgerLimits(10_000, 1, 1, 64,
            Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofSeconds(5));
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private PostgresBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Duration turn = Duration.ofSeconds(arguments.length > 0 ? Long.parseLong(arguments[0]) : 5);
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        try (EmbeddedPostgres own = arguments.length > 2 ? null
                : EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(Path.of("target").toFile())
                        .setServerConfig("synchronous_commit", "on").start()) {
            String url = own == null ? arguments[2] : own.getJdbcUrl("postgres", "postgres");
            LedgerFixture.get(Uni.createFrom().emitter(emitter -> emitter.complete(0))); // initialises Mutiny first
            System.out.println("what          rows/s  rows/commit");
            double grouped = 0;
            double rowByRow = 0;
            double sessions = 0;
            for (int i = 0; i <= turns; i++) {
                double all = measureLedger("grouped", LedgerFixture.LIMITS, fresh(url), turn);
                double one = measureLedger("row by row", ONE_BY_ONE, fresh(url), turn);
                double other = sessions(fresh(url), turn);
                if (i == 0) {
                    System.out.println("(that was the warm-up)");
                } else {
                    grouped += all;
                    rowByRow += one;
                    sessions += other;
                }
            }
            System.out.printf("grouped is %.1f times row by row, and %.1f times row by row in %d sessions%n",
                    grouped / rowByRow, grouped / sessions, WRITERS);
        }
    }

    private static String fresh(String url) throws SQLException {
        String schema = "b" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(url); Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    private static double measureLedger(String what, LedgerLimits limits, String url, Duration turn) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (var source = LedgerFixture.postgres(url)) {
            Flyway.configure().dataSource(source).load().migrate();
            AtomicLong commits = new AtomicLong();
            SqlLedger ledger = LedgerFixture.ledger(source, limits,
                    (operations, nanos) -> commits.incrementAndGet());
            AtomicLong rows = new AtomicLong();
            long end = System.nanoTime() + turn.toNanos();
            long start = System.nanoTime();
            CountDownLatch done = new CountDownLatch(WRITERS);
            for (int i = 0; i < WRITERS; i++) {
                ContextInternal context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
                context.runOnContext(ignored -> again(ledger, rows, end, done));
            }
            done.await();
            double perSecond = report(what, rows.get(), commits.get(), System.nanoTime() - start);
            ledger.close(LONGEST);
            return perSecond;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static void again(SqlLedger ledger, AtomicLong rows, long end, CountDownLatch done) {
        if (System.nanoTime() > end) {
            done.countDown();
            return;
        }
        CreateIntent intent = CreateIntent.of(Tasks.sending(Instant.now()));
        ledger.create(intent).chain(() -> ledger.transition(Tasks.running(intent.task(), "v-" + intent.task().id())))
                .subscribe().with(ignored -> {
                    rows.addAndGet(2);
                    again(ledger, rows, end, done);
                }, e -> {
                    System.err.println("failed: " + e);
                    done.countDown();
                });
    }

    private static double sessions(String url, Duration turn) throws Exception {
        try (var source = LedgerFixture.postgres(url)) {
            Flyway.configure().dataSource(source).load().migrate();
        }
        AtomicLong rows = new AtomicLong();
        long start = System.nanoTime();
        long end = start + turn.toNanos();
        Thread[] writers = new Thread[WRITERS];
        for (int i = 0; i < WRITERS; i++) {
            writers[i] = new Thread(() -> write(url, rows, end));
            writers[i].start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
        return report("sessions", rows.get(), rows.get(), System.nanoTime() - start);
    }

    private static void write(String url, AtomicLong rows, long end) {
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlDialect.POSTGRESQL.configure(connection, LONGEST);
            PreparedStatement open = connection.prepareStatement(TaskSql.INSERT);
            PreparedStatement advance = connection.prepareStatement(TaskSql.TRANSITION);
            while (System.nanoTime() < end) {
                CreateIntent intent = CreateIntent.of(Tasks.sending(Instant.now()));
                new InsertCreate(intent, ReplicaLiveness.withRandomNumber(ReplicaLiveness.Lookup.ALONE)).bind(open);
                open.executeUpdate();
                new TransitionTask(Tasks.running(intent.task(), "v-" + intent.task().id()), 0, LedgerFixture.PATIENCE)
                        .bind(advance);
                advance.executeUpdate();
                rows.addAndGet(2);
            }
        } catch (SQLException e) {
            System.err.println("failed: " + e);
        }
    }

    private static double report(String what, long rows, long commits, long nanos) {
        double perSecond = rows / (nanos / 1e9);
        System.out.printf("%-10s %9.0f  %11.1f%n", what, perSecond, (double) rows / Math.max(1, commits));
        return perSecond;
    }
}
