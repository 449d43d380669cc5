package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The short form. Another seed each time; {@code -Dchaos.seed=} repeats one.
 */
class ChaosIT {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({ "sqlite, 1", "postgres, 1", "sqlite, 2" })
    void killed_and_without_storage_again_and_again_nothing_is_lost_and_nothing_is_sent_twice(String database, int vendors)
            throws Exception {
        ChaosPlan plan = ChaosPlan.brief(Long.getLong("chaos.seed", System.nanoTime() & 0xFFFFFF), database,
                vendors);

        ChaosReport report = ChaosRun.run(plan, home);

        System.out.println(ChaosReport.HEAD + "\n" + report.row());
        assertThat(report.faults()).as("-Dchaos.seed=" + plan.seed()).isEmpty();
        assertThat(report.kills()).isGreaterThanOrEqualTo(plan.kills());
        assertThat(report.outages().inResend() + report.outages().inHandover()).as("outages in the middle of a send")
                .isPositive();
    }
}
