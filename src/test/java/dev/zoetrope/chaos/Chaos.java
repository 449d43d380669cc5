package dev.zoetrope.chaos;

import java.nio.file.Files;
import java.nio.file.Path;

/** The long form, as a program ({@code bench/chaos}). Ends with 1 if the promise was broken. */
public final class Chaos {
    private static final int FAULTS_SHOWN = 40;

    private Chaos() {
    }

    public static void main(String[] words) throws Exception {
        ChaosPlan plan = ChaosPlan.of(System.nanoTime() & 0xFFFFFF, words);
        System.out.println("seed " + plan.seed());
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "chaos")), "run");
        ChaosReport report = ChaosRun.run(plan, home);
        System.out.println(ChaosReport.HEAD);
        System.out.println(report.row());
        report.faults().stream().limit(FAULTS_SHOWN).forEach(System.out::println);
        System.exit(report.faults().isEmpty() ? 0 : 1);
    }
}
