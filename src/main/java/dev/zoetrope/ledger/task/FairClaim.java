package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * Claims due creates round-robin over the callers: the first create of each caller before the second create of any caller,
 * starting with the caller after the one that was served last. So a caller with a thousand creates does not delay the first
 * create of another caller, and every caller is served even if each claim takes only one create.
 */
public final class FairClaim extends ClaimDueTasks {
    private final RoundRobin roundRobin;

    /** The caller that this process served last. Used by the thread that writes only. */
    public static final class RoundRobin {
        private String lastCaller = "";

        /** Orders the callers cyclically, starting after the last one. */
        private Comparator<String> cyclicOrder() {
            String before = lastCaller;
            return Comparator.comparing((String caller) -> caller.compareTo(before) <= 0)
                    .thenComparing(Comparator.naturalOrder());
        }

        /** Records the last caller: of those with the most claimed creates (the last round) the last in cyclic order. */
        private void recordLastCaller(List<Task> claimed) {
            Map<String, Integer> rounds = new HashMap<>();
            claimed.forEach(task -> rounds.merge(task.caller().id(), 1, Integer::sum));
            rounds.entrySet().stream().max(Map.Entry.<String, Integer> comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(cyclicOrder()))).ifPresent(entry -> lastCaller = entry.getKey());
        }
    }

    public FairClaim(String step, Instant now, Instant until, int limit, RoundRobin roundRobin) {
        super(step, now, until, limit);
        this.roundRobin = roundRobin;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.CLAIM_FAIRLY);
        int next = bindDue(statement);
        statement.setString(next++, roundRobin.lastCaller);
        List<Task> claimed = executeClaim(statement, next);
        roundRobin.recordLastCaller(claimed);
        result(claimed);
    }
}
