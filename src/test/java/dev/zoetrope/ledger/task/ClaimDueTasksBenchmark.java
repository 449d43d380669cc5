package dev.zoetrope.ledger.task;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import dev.zoetrope.ledger.CreateIntent;
import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.sql.LedgerFixture;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;

/**
 * Measures a fair claim while 10,000 creates of 100 callers wait, and their count. Prints the median and the maximum of 100
 * runs. Argument: directory.
 */
final class ClaimDueTasksBenchmark {
    private static final int WAITING = 10_000;
    private static final int CALLERS = 100;
    private static final int TRIES = 100;

    private ClaimDueTasksBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "target"), "claims");
        try (LedgerFixture fixture = new LedgerFixture(home)) {
            List<Uni<CreateResult>> opens = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                Task task = Tasks.pending(new Caller("caller-" + i % CALLERS), Tasks.T0.plusMillis(i));
                opens.add(fixture.ledger.create(CreateIntent.of(task)));
            }
            LedgerFixture.all(opens);
            measure("claim 64 of 10,000 in turn", () -> fixture.ledger.claimDue(DueKind.SEND, Tasks.T0.plusSeconds(60),
                    Duration.ofMillis(-1), 64));
            measure("claim 64 of none", () -> fixture.ledger.claimDue(DueKind.SEND, Tasks.T0, Duration.ofDays(1), 64));
            measure("count the waiting", fixture.ledger::pendingByCaller);
        }
    }

    private static void measure(String what, Supplier<Uni<?>> asked) {
        long[] micros = new long[TRIES];
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            LedgerFixture.get(asked.get());
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf("%-28s %6d µs, at most %6d µs%n", what, micros[TRIES / 2], micros[TRIES - 1]);
    }
}
