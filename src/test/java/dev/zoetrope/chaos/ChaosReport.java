package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run came to: a row of a table, and every fault it found.
 *
 * @param row Markdown, in the order of {@link #HEAD}
 * @param faults sentences; empty when the promise was kept
 */
record ChaosReport(String row, List<String> faults, int lost, int sentTwice, int unknown, int kills) {

    static final String HEAD = """
            | seed | database | gateways | tasks | live at once | kills | creates the vendor saw | completed | failed, refused | unknown | lost | sent twice | wrong | questions | seconds |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|""";

    static ChaosReport of(ChaosPlan plan, Reckoning reckoning, List<GatewayBook.Entry> entries, VendorBook book,
            long asks, int live, Fleet fleet, Duration took) {
        long completed = entries.stream().filter(entry -> "completed".equals(entry.status())).count();
        long failed = entries.stream().filter(entry -> "failed".equals(entry.status()) && !entry.unknown()).count();
        String row = "| %d | %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |".formatted(plan.seed(),
                plan.database(), plan.replicas(), entries.size(), live, fleet.kills(), book.seen(), completed, failed,
                reckoning.unknown(), reckoning.lost().size(), reckoning.sentTwice().size(), reckoning.wrong().size(),
                asks, took.toSeconds());
        return new ChaosReport(row, faults(reckoning), reckoning.lost().size(), reckoning.sentTwice().size(),
                reckoning.unknown(), fleet.kills());
    }

    private static List<String> faults(Reckoning reckoning) {
        List<String> all = new ArrayList<>();
        reckoning.lost().forEach(fault -> all.add("lost: " + fault));
        reckoning.sentTwice().forEach(fault -> all.add("sent twice: " + fault));
        reckoning.wrong().forEach(fault -> all.add("wrong: " + fault));
        return all;
    }
}
