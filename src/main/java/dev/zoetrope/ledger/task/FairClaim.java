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
 * Claims creates to be sent, the callers taking turns: the first of each before the second of any, beginning behind the
 * caller whose turn was last. So one caller's thousand do not keep another's first waiting, and where only one is taken
 * at a time, each caller still has its turn.
 */
public final class FairClaim extends ClaimDueTasks {
    private final Turn turn;

    /** Whose turn was last in this process; only for the thread that writes. */
    public static final class Turn {
        private String last = "";

        /** Behind the last one in a circle first. */
        private Comparator<String> circle() {
            String before = last;
            return Comparator.comparing((String caller) -> caller.compareTo(before) <= 0)
                    .thenComparing(Comparator.naturalOrder());
        }

        /** The callers with the most of what was taken had the last round; the last of them in the circle was last. */
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
