package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.zoetrope.ledger.CreateResult;
import dev.zoetrope.ledger.jdbc.BatchRow;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.task.TaskSql;
import dev.zoetrope.video.EarlierCreate;
import dev.zoetrope.video.TaskId;

/**
 * Decides for each create of a batch whether it is new or a retry, and writes the result. A create that may be the retry of
 * another create of the same batch is left for the next round, which sees the inserted row.
 */
public final class RetryDetector {
    private final JdbcSession session;
    private final Set<TaskId> marked;
    private final Map<Object, List<CandidateRow>> known;
    private final Set<Object> inserted = new HashSet<>();
    private final Set<Object> insertedAndMarked = new HashSet<>();
    private final List<InsertCreate> fresh = new ArrayList<>();
    private final List<CandidateRow.Repeat> repeats = new ArrayList<>();
    private final List<Release> releases = new ArrayList<>();
    private final List<InsertCreate> undecided = new ArrayList<>();

    /**
     * Locks the fingerprints, reads the candidates and decides.
     *
     * @param marked tasks whose answer is marked in the same transaction, but whose row did not exist yet; this batch may
     *        insert it
     */
    public RetryDetector(JdbcSession session, List<InsertCreate> opens, Set<TaskId> marked) throws SQLException {
        this.session = session;
        this.marked = marked;
        // An equal create that another replica is inserting is not visible yet. The lock waits for that transaction.
        session.lock(opens.stream().filter(open -> !open.keyed()).map(InsertCreate::fingerprint)
                .collect(Collectors.toCollection(TreeSet::new)));
        this.known = CandidateLookup.of(opens, session);
        for (InsertCreate open : opens) {
            decide(open);
        }
    }

    /**
     * Writes the decisions.
     *
     * @return the creates that must be decided again: those left for the next round, in their order, and then those whose
     *         earlier create another replica has taken for another retry
     */
    public List<InsertCreate> write() throws SQLException {
        BatchRow.all(session, RetrySql.RELEASE, releases);
        lookForOvertaken();
        BatchRow.all(session, TaskSql.OPEN, fresh);
        BatchRow.all(session, RetrySql.REPEAT, repeats);
        repeats.stream().filter(CandidateRow.Repeat::lost).map(CandidateRow.Repeat::open).forEach(undecided::add);
        return undecided;
    }

    private void lookForOvertaken() throws SQLException {
        List<InsertCreate> firstTries = fresh.stream().filter(open -> !open.keyed() && !open.retry()).toList();
        Set<Long> retriesOfThisGroup = fresh.stream().filter(open -> !open.keyed() && open.retry())
                .map(InsertCreate::fingerprint)
                .collect(Collectors.toSet());
        for (int from = 0; from < firstTries.size(); from += RetrySql.MOST) {
            List<InsertCreate> some = firstTries.subList(from, Math.min(from + RetrySql.MOST, firstTries.size()));
            Set<Long> owing = owing(some);
            owing.addAll(retriesOfThisGroup);
            some.forEach(open -> open.owed(owing.contains(open.fingerprint())));
        }
    }

    private Set<Long> owing(List<InsertCreate> firstTries) throws SQLException {
        int size = CandidateLookup.size(firstTries.size());
        PreparedStatement statement = session.prepared(RetrySql.owing(size));
        int next = 1;
        statement.setLong(next++, firstTries.stream().mapToLong(open -> open.intent().lookBack().toEpochMilli()).min()
                .orElseThrow());
        for (InsertCreate open : firstTries) {
            statement.setLong(next++, open.fingerprint());
        }
        while (next <= size + 1) {
            statement.setNull(next++, Types.BIGINT);
        }
        Set<Long> owing = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                owing.add(row.getLong(1));
            }
        }
        return owing;
    }

    private void decide(InsertCreate open) throws SQLException {
        if (open.abandoned()) {
            open.result(new CreateResult.CallerGone());
            return;
        }
        Object identity = open.identity();
        boolean mayRepeatOneOfThese = open.keyed() || open.retry() || insertedAndMarked.contains(identity);
        if (mayRepeatOneOfThese && inserted.contains(identity)) {
            undecided.add(open);
            return;
        }
        List<CandidateRow> earlier = known.getOrDefault(identity, List.of());
        if (open.keyed() && earlier.stream().anyMatch(holder -> !holder.asksForTheSameAs(open))) {
            open.result(new CreateResult.KeyConflict());
            return;
        }
        Optional<CandidateRow> repeated = earlier.isEmpty() ? Optional.empty() : repeated(open, earlier);
        if (repeated.isPresent()) {
            repeats.add(repeated.get().repeatedBy(open));
            return;
        }
        if (open.mayLookAgain() && underWayElsewhere(open, earlier)) {
            open.result(new CreateResult.Undecided());
            return;
        }
        if (open.keyed()) {
            earlier.forEach(holder -> releases.add(new Release(holder.task().id())));
        }
        fresh.add(open);
        inserted.add(identity);
        if (marked.contains(open.task().id())) {
            insertedAndMarked.add(identity);
        }
    }

    /**
     * Whether another process is answering an equal create at this moment. A retry that was stored before its first try is
     * excluded; {@link InsertCreate#owed} covers that case.
     */
    private boolean underWayElsewhere(InsertCreate open, List<CandidateRow> earlier) throws SQLException {
        for (CandidateRow each : earlier) {
            if (each.elsewhere(open) && !each.owes() && each.asksForTheSameAs(open)) {
                EarlierCreate create = each.seenBy(open, session);
                if (create.reply() == EarlierCreate.Reply.OPEN) {
                    return true;
                }
            }
        }
        return false;
    }

    private Optional<CandidateRow> repeated(InsertCreate open, List<CandidateRow> earlier) throws SQLException {
        List<EarlierCreate> seen = new ArrayList<>();
        for (CandidateRow each : earlier) {
            if (each.asksForTheSameAs(open)) {
                EarlierCreate create = each.seenBy(open, session);
                if (open.askedAbout(create)) {
                    seen.add(create);
                }
            }
        }
        Optional<TaskId> chosen = seen.isEmpty() ? Optional.empty()
                : open.intent().rule().retried(seen).map(create -> create.task().id());
        return chosen.flatMap(id -> earlier.stream().filter(each -> each.task().id().equals(id)).findFirst());
    }

    /** Removes the key from a row, so that a new create can have it. */
    private record Release(TaskId id) implements BatchRow {
        @Override
        public void bind(PreparedStatement statement) throws SQLException {
            statement.setString(1, id.value());
        }

        @Override
        public void changed(int rows) {
            // another replica may have done so already; the unique index decides which create has the key
        }
    }
}
