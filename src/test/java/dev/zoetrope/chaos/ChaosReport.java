package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run came to: a row of a table, and every fault it found.
 *
 * @param live tasks without an end when all wishes were told
 * @param between how creates between two vendors or keys stood when their gateway was killed
 * @param failovers creates that went on to another vendor or key, by the outcome before
 * @param clocks how far the gateways' clocks were apart
 */
record ChaosReport(ChaosPlan plan, Reckoning reckoning, List<GatewayBook.Entry> entries, VendorBook book, long asks, int live,
        int kills, List<Integer> between, Map<String, Integer> failovers, Outages outages, String clocks, Duration took) {

    static final String HEAD = """
            | seed | database | gateways | clocks | tasks | live at once | kills | storage away, in a resend, in a hand-over | killed then: taken back, not applied, sending, elsewhere | creates the vendor saw | again | completed | failed, refused | unknown | lost | sent twice | wrong | questions | seconds | vendors | handed over | killed then: before the permission, with it, seen by the next, elsewhere |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|""";

    /** Markdown, in the order of {@link #HEAD}. */
    String row() {
        long completed = entries.stream().filter(entry -> "completed".equals(entry.status())).count();
        long failed = entries.stream().filter(entry -> "failed".equals(entry.status()) && !entry.unknown()).count();
        return "| %d | %s | %d | %s | %d | %d | %d | %d, %d, %d | %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %s | %s |"
                .formatted(
                        plan.seed(), plan.database(), plan.replicas(), clocks, entries.size(), live, kills,
                        outages.count(), outages.inResend(), outages.inHandover(), killedThen(), book.seen(), book.again(),
                        completed, failed,
                        reckoning.unknown(),
                        reckoning.lost().size(), reckoning.sentTwice().size(), reckoning.wrong().size(), asks, took.toSeconds(),
                        plan.vendors(), handedOver(), between.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }

    private String killedThen() {
        return outages.killed().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private String handedOver() {
        return failovers.isEmpty() ? "0"
                : failovers.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey()).collect(Collectors.joining(", "));
    }

    /** Sentences; empty when the promise was kept. */
    List<String> faults() {
        List<String> all = new ArrayList<>();
        reckoning.lost().forEach(fault -> all.add("lost: " + fault));
        reckoning.sentTwice().forEach(fault -> all.add("sent twice: " + fault));
        reckoning.wrong().forEach(fault -> all.add("wrong: " + fault));
        if (plan.severalVendors() && failovers.isEmpty()) {
            all.add("nothing was handed over to another vendor or key: the run tried nothing");
        }
        return all;
    }
}
