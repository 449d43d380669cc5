package dev.zoetrope.ledger.task;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.DueKind;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Task;

/**
 * Claims due creates round-robin over the callers: the first create of each caller before the second create of any caller,
 * starting with the caller after the one that was served last. So a caller with a thousand creates does not delay the first
 * create of another caller, and every caller is served even if each claim takes only one create.
 */
public final class FairClaim extends ClaimDueTasks {
    private final Turn turn;

    /** The caller that this process served last. Used by the thread that writes only. */
    public static final class Turn {
        private String last = "";

        /** Orders the callers cyclically, starting after the last one. */
        private Comparator<String> circle() {
            String before = last;
            return Comparator.comparing((String caller) -> caller.compareTo(before) <= 0)
                    .thenComparing(Comparator.naturalOrder());
        }

        /** Records the last caller: of those with the most claimed creates (the last round) the last in cyclic order. */
        private void passed(List<Task> claimed) {
            Map<String, Integer> rounds = new HashMap<>();
            claimed.forEach(task -> rounds.merge(task.caller().id(), 1, Integer::sum));
            rounds.entrySet().stream().max(Map.Entry.<String, Integer> comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey(circle()))).ifPresent(entry -> last = entry.getKey());
        }
    }

    public FairClaim(DueKind kind, Instant now, Instant until, int limit, Turn turn) {
        super(kind, now, until, limit);
        this.turn = turn;
    }

    @Override
    public void run(JdbcSession session) throws SQLException {
        PreparedStatement statement = session.prepared(TaskSql.CLAIM_IN_TURN);
        int next = bindDue(statement);
        statement.setString(next++, turn.last);
        List<Task> claimed = claimed(statement, next);
        turn.passed(claimed);
        result(claimed);
    }
}
