package dev.zoetrope.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form. Another seed each time; {@code -Dchaos.seed=} repeats one.
 */
class ChaosIT {
    @TempDir
    Path home;

    @Test
    void killed_again_and_again_nothing_is_lost_and_nothing_is_sent_twice() throws Exception {
        ChaosPlan plan = ChaosPlan.brief(Long.getLong("chaos.seed", System.nanoTime() & 0xFFFFFF));

        ChaosReport report = ChaosRun.run(plan, home);

        System.out.println(ChaosReport.HEAD + "\n" + report.row());
        assertThat(report.faults()).as("-Dchaos.seed=" + plan.seed()).isEmpty();
        assertThat(report.kills()).isGreaterThanOrEqualTo(10);
    }
}
