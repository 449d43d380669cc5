package dev.zoetrope.ledger.commit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

import org.flywaydb.core.Flyway;

import com.sun.management.OperatingSystemMXBean;

import dev.zoetrope.ledger.AnswerId;
import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.jdbc.SqlErrors;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.ledger.sql.SqlLedger;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.video.RetryRule;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;

/**
 * Measures the cost of a durable row. 64 writers on two event loops repeatedly write a create and its outcome, and the lazy
 * mark of its answer, which no writer waits for and which is not counted as a row. The baseline appends the same number of
 * bytes to a file and flushes them in batches of the same group committer. Both alternate. Then measures the cost of a find.
 * Arguments: directory, seconds of a round, rounds.
 */
final class LedgerBenchmark {
    private static final int WRITERS = 64;
    private static final String PROMPT = "The camera glides over the lake while the fog lifts; morning light, 35 mm, take ";
    private static final OperatingSystemMXBean CPU = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LedgerBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments.length > 0 ? arguments[0] : "target");
        Duration turn = Duration.ofSeconds(arguments.length > 1 ? Long.parseLong(arguments[1]) : 5);
        int turns = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        Path home = Files.createTempDirectory(directory, "ledger-benchmark");
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        LedgerFixture.get(Uni.createFrom().emitter(emitter -> emitter.complete(0))); // initialises Mutiny first
        System.out.println("what       rows/s  rows/flush  CPU µs/row");
        for (int i = 0; i <= turns; i++) {
            if (i == 1) {
                System.out.println("(that was the warm-up)");
            }
            append(vertx, home.resolve("append-" + i), turn);
            ledger(vertx, Files.createDirectory(home.resolve("ledger-" + i)), turn);
        }
        vertx.close();
    }

    private static void append(Vertx vertx, Path file, Duration turn) throws Exception {
        AtomicLong flushes = new AtomicLong();
        GroupCommitter<Line> committer = new GroupCommitter<Line>("append", 10_000, 500, Duration.ofSeconds(1),
                () -> new Appender(file),
                (operations, nanos) -> flushes.incrementAndGet()).start();
        byte[] line = RequestCodec.write(Tasks.REQUEST).getBytes(StandardCharsets.UTF_8);
        measure("append", 1, vertx, turn, flushes, n -> Uni.createFrom().emitter(emitter -> {
            Line work = new Line(line);
            work.receiver(emitter);
            committer.submit(work);
        }));
        committer.close(Duration.ofSeconds(10));
    }

    private static void ledger(Vertx vertx, Path home, Duration turn) throws Exception {
        var source = LedgerFixture.source(home);
        Flyway.configure().dataSource(source).load().migrate();
        AtomicLong commits = new AtomicLong();
        SqlLedger ledger = LedgerFixture.ledger(source, LedgerFixture.LIMITS,
                (operations, nanos) -> commits.incrementAndGet());
        measure("ledger", 2, vertx, turn, commits, n -> {
            Instant now = Instant.now();
            Task task = Creates.task(Tasks.ALICE, now, Creates.prompt(PROMPT + n));
            Task running = Tasks.running(task, TaskId.next(now, ThreadLocalRandom.current()).value());
            return ledger.create(Creates.create(task, null, 0, RetryRule.NEVER)).chain(() -> ledger.transition(running))
                    .invoke(() -> ledger.markAnswer(new AnswerId(task.id(), 0), true).subscribe().with(noted -> {
                    }));
        });
        finds(vertx, ledger, turn);
        ledger.close(Duration.ofSeconds(10));
        source.close();
    }

    private static void finds(Vertx vertx, SqlLedger ledger, Duration turn) throws Exception {
        List<Task> some = LedgerFixture.get(ledger.list(Tasks.ALICE, Optional.empty(), 1000,
                Optional.empty())).orElseThrow();
        measure("find", 1, vertx, turn, new AtomicLong(1), n -> ledger.find(some.get((int) (n % some.size())).id()));
    }

    private static void measure(String what, int rowsEach, Vertx vertx, Duration turn, AtomicLong flushes,
            LongFunction<Uni<?>> row)
            throws InterruptedException {
        AtomicLong rows = new AtomicLong();
        long end = System.nanoTime() + turn.toNanos();
        long flushesBefore = flushes.get();
        long cpuBefore = cpuMicros();
        long start = System.nanoTime();
        CountDownLatch done = new CountDownLatch(WRITERS);
        for (int i = 0; i < WRITERS; i++) {
            ContextInternal context = ((VertxInternal) vertx).createEventLoopContext().duplicate();
            context.runOnContext(ignored -> again(row, rows, end, done));
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        double all = (double) rows.get() * rowsEach;
        System.out.printf("%-8s %8.0f  %10.1f  %10.1f%n", what, all / seconds,
                all / Math.max(1, flushes.get() - flushesBefore), (cpuMicros() - cpuBefore) / all);
    }

    private static void again(LongFunction<Uni<?>> row, AtomicLong rows, long end, CountDownLatch done) {
        if (System.nanoTime() > end) {
            done.countDown();
            return;
        }
        row.apply(rows.getAndIncrement()).subscribe().with(ignored -> again(row, rows, end, done), e -> {
            System.err.println("failed: " + e);
            done.countDown();
        });
    }

    /** CPU time of the whole process, garbage collector and compiler included. */
    private static long cpuMicros() {
        return CPU.getProcessCpuTime() / 1000;
    }

    private static final class Line extends LedgerOperation<Void> {
        private final byte[] bytes;

        Line(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** The baseline: writes the lines of a batch at once, then flushes. */
    private static final class Appender implements BatchExecutor<Line> {
        private final FileChannel channel;

        Appender(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        }

        @Override
        public void run(List<Line> batch) throws IOException {
            ByteBuffer all = ByteBuffer.allocate(batch.stream().mapToInt(line -> line.bytes.length).sum());
            batch.forEach(line -> all.put(line.bytes).position());
            all.flip();
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(false);
            batch.forEach(line -> line.result(null));
        }

        @Override
        public LedgerException.Reason faultOfOperation(Throwable failure) {
            return null;
        }

        @Override
        public void close() {
            SqlErrors.closeQuietly(channel);
        }
    }
}
