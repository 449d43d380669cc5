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
    private final Map<Object, List<CandidateRow>> candidates;
    private final Set<Object> inserted = new HashSet<>();
    private final Set<Object> insertedAndMarked = new HashSet<>();
    private final List<InsertCreate> newCreates = new ArrayList<>();
    private final List<CandidateRow.RepeatUpdate> repeats = new ArrayList<>();
    private final List<KeyRelease> releases = new ArrayList<>();
    private final List<InsertCreate> nextRound = new ArrayList<>();

    /**
     * Locks the fingerprints, reads the candidates and decides.
     *
     * @param marked tasks whose answer is marked in the same transaction, but whose row did not exist yet; this batch may
     *        insert the row
     */
    public RetryDetector(JdbcSession session, List<InsertCreate> creates, Set<TaskId> marked) throws SQLException {
        this.session = session;
        this.marked = marked;
        // An equal create that another replica is inserting is not visible yet. The lock waits for that transaction.
        session.lock(creates.stream().filter(incoming -> !incoming.keyed()).map(InsertCreate::fingerprint)
                .collect(Collectors.toCollection(TreeSet::new)));
        this.candidates = CandidateLookup.find(creates, session);
        for (InsertCreate incoming : creates) {
            decide(incoming);
        }
    }

    /** Whether an earlier create has the key of this one, or is repeated by it. Takes no lock and writes nothing. */
    public static boolean isRepeat(JdbcSession session, InsertCreate incoming) throws SQLException {
        List<CandidateRow> earlier = CandidateLookup.find(List.of(incoming), session).getOrDefault(incoming.identity(),
                List.of());
        return isKeyConflict(incoming, earlier) || findRepeated(incoming, earlier, session).isPresent();
    }

    /**
     * Writes the decisions.
     *
     * @return the creates that must be decided again: those left for the next round, in their order, and then those that
     *         lost the earlier create to a retry at another replica
     */
    public List<InsertCreate> write() throws SQLException {
        BatchRow.executeAll(session, RetrySql.RELEASE_KEY, releases);
        flagPossiblyOvertaken();
        BatchRow.executeAll(session, TaskSql.INSERT, newCreates);
        BatchRow.executeAll(session, RetrySql.ASSIGN_TO_RETRY, repeats);
        repeats.stream().filter(CandidateRow.RepeatUpdate::lostRace).map(CandidateRow.RepeatUpdate::incoming)
                .forEach(nextRound::add);
        return nextRound;
    }

    private void flagPossiblyOvertaken() throws SQLException {
        List<InsertCreate> firstTries = newCreates.stream().filter(incoming -> !incoming.keyed() && !incoming.isRetry())
                .toList();
        Set<Long> retriesOfThisGroup = newCreates.stream().filter(incoming -> !incoming.keyed() && incoming.isRetry())
                .map(InsertCreate::fingerprint)
                .collect(Collectors.toSet());
        for (int from = 0; from < firstTries.size(); from += RetrySql.MAX_ROWS) {
            List<InsertCreate> some = firstTries.subList(from, Math.min(from + RetrySql.MAX_ROWS, firstTries.size()));
            Set<Long> awaiting = fingerprintsAwaitingFirstTry(some);
            awaiting.addAll(retriesOfThisGroup);
            some.forEach(incoming -> incoming.mayBeOvertaken(awaiting.contains(incoming.fingerprint())));
        }
    }

    private Set<Long> fingerprintsAwaitingFirstTry(List<InsertCreate> firstTries) throws SQLException {
        int size = CandidateLookup.statementRows(firstTries.size());
        PreparedStatement statement = session.prepared(RetrySql.findAwaitingFirstTry(size));
        int next = 1;
        statement.setLong(next++, firstTries.stream().mapToLong(incoming -> incoming.intent().lookBack().toEpochMilli()).min()
                .orElseThrow());
        for (InsertCreate incoming : firstTries) {
            statement.setLong(next++, incoming.fingerprint());
        }
        while (next <= size + 1) {
            statement.setNull(next++, Types.BIGINT);
        }
        Set<Long> awaiting = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                awaiting.add(row.getLong(1));
            }
        }
        return awaiting;
    }

    private void decide(InsertCreate incoming) throws SQLException {
        if (incoming.callerGone()) {
            incoming.result(new CreateResult.CallerGone());
            return;
        }
        Object identity = incoming.identity();
        boolean mayRepeatInserted = incoming.keyed() || incoming.isRetry() || insertedAndMarked.contains(identity);
        if (mayRepeatInserted && inserted.contains(identity)) {
            nextRound.add(incoming);
            return;
        }
        List<CandidateRow> earlier = candidates.getOrDefault(identity, List.of());
        if (isKeyConflict(incoming, earlier)) {
            incoming.result(new CreateResult.KeyConflict());
            return;
        }
        Optional<CandidateRow> repeated = earlier.isEmpty() ? Optional.empty()
                : findRepeated(incoming, earlier, session);
        if (repeated.isPresent()) {
            repeats.add(repeated.get().assignTo(incoming));
            return;
        }
        if (incoming.mayBeUndecided() && isOutstandingElsewhere(incoming, earlier)) {
            incoming.result(new CreateResult.Undecided());
            return;
        }
        if (incoming.keyed()) {
            earlier.forEach(candidate -> releases.add(new KeyRelease(candidate.task().id())));
        }
        newCreates.add(incoming);
        inserted.add(identity);
        if (marked.contains(incoming.task().id())) {
            insertedAndMarked.add(identity);
        }
    }

    /**
     * Whether another process is answering an equal create at this moment. A retry that was stored before its first try is
     * excluded; {@link InsertCreate#mayBeOvertaken} covers that case.
     */
    private boolean isOutstandingElsewhere(InsertCreate incoming, List<CandidateRow> earlier) throws SQLException {
        for (CandidateRow candidate : earlier) {
            if (candidate.isAnsweredElsewhere(incoming) && !candidate.awaitsFirstTry()
                    && candidate.hasSameRequestAs(incoming)) {
                EarlierCreate create = candidate.asEarlierCreate(incoming, session);
                if (create.answer() == EarlierCreate.AnswerState.OUTSTANDING) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isKeyConflict(InsertCreate incoming, List<CandidateRow> earlier) {
        return incoming.keyed() && earlier.stream().anyMatch(candidate -> !candidate.hasSameRequestAs(incoming));
    }

    private static Optional<CandidateRow> findRepeated(InsertCreate incoming, List<CandidateRow> earlier, JdbcSession session)
            throws SQLException {
        List<EarlierCreate> eligible = new ArrayList<>();
        for (CandidateRow candidate : earlier) {
            if (candidate.hasSameRequestAs(incoming)) {
                EarlierCreate create = candidate.asEarlierCreate(incoming, session);
                if (incoming.mayRepeat(create)) {
                    eligible.add(create);
                }
            }
        }
        Optional<TaskId> chosen = eligible.isEmpty() ? Optional.empty()
                : incoming.intent().rule().retried(eligible).map(create -> create.task().id());
        return chosen.flatMap(id -> earlier.stream().filter(candidate -> candidate.task().id().equals(id)).findFirst());
    }

    /** Removes the key from a row, so that a new create can have it. */
    private record KeyRelease(TaskId id) implements BatchRow {
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
