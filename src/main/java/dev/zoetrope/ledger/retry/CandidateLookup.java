package dev.zoetrope.ledger.retry;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * Finds the rows that the creates of a batch may repeat. One statement serves many creates, because most creates are no
 * retries and must not cost a round trip each. Only a create with a retry count and no key has a statement of its own, which
 * finds the answered creates.
 */
final class CandidateLookup {
    private static final Comparator<CandidateRow> NEWEST_FIRST = Comparator
            .comparing((CandidateRow candidate) -> candidate.task().createdAt())
            .thenComparing(candidate -> candidate.task().id().value()).reversed();

    private final JdbcSession session;
    private final Map<Object, List<CandidateRow>> candidates = new HashMap<>();

    private CandidateLookup(JdbcSession session) {
        this.session = session;
    }

    /** The candidates, newest first, by {@link InsertCreate#identity}. An identity without candidates is absent. */
    static Map<Object, List<CandidateRow>> find(List<InsertCreate> creates, JdbcSession session) throws SQLException {
        CandidateLookup lookup = new CandidateLookup(session);
        lookup.lookUp(creates);
        lookup.candidates.values().forEach(each -> each.sort(NEWEST_FIRST));
        return lookup.candidates;
    }

    /**
     * The candidates that the creates of one fingerprint need. If several creates of the batch have the same fingerprint,
     * the range covers all of them. Times are in milliseconds since the epoch.
     *
     * @param since earliest creation time of a candidate
     * @param latestDeadline latest deadline of the answer to a candidate; no limit for a candidate that another replica answers
     */
    private record Range(long fingerprint, long since, long latestDeadline) {
        /** A create with a retry count may also repeat a create whose answer is outstanding, so it has no limit. */
        static Range of(InsertCreate incoming) {
            return new Range((Long) incoming.identity(), incoming.intent().lookBack().toEpochMilli(),
                    incoming.isRetry() ? Long.MAX_VALUE : incoming.arrivedAt());
        }

        Range merge(Range other) {
            return new Range(fingerprint, Math.min(since, other.since), Math.max(latestDeadline, other.latestDeadline));
        }
    }

    private void lookUp(List<InsertCreate> creates) throws SQLException {
        Map<Object, Range> ranges = new LinkedHashMap<>();
        Map<Object, InsertCreate.CallerKey> keys = new LinkedHashMap<>();
        for (InsertCreate incoming : creates) {
            if (incoming.identity() instanceof InsertCreate.CallerKey key) {
                keys.put(key, key);
            } else {
                ranges.merge(incoming.identity(), Range.of(incoming), Range::merge);
            }
        }
        long ownNumber = creates.get(0).replicas().ownNumber();
        List<Range> allRanges = new ArrayList<>(ranges.values());
        for (int from = 0; from < allRanges.size(); from += RetrySql.MAX_ROWS) {
            lookUpUnanswered(allRanges.subList(from, Math.min(from + RetrySql.MAX_ROWS, allRanges.size())), ownNumber);
        }
        List<InsertCreate.CallerKey> allKeys = new ArrayList<>(keys.values());
        for (int from = 0; from < allKeys.size(); from += RetrySql.MAX_ROWS) {
            lookUpKeys(allKeys.subList(from, Math.min(from + RetrySql.MAX_ROWS, allKeys.size())));
        }
        for (InsertCreate incoming : creates) {
            if (incoming.isRetry() && !incoming.keyed()) {
                lookUpAnswered(incoming);
            }
        }
    }

    /** The next power of two, so that there are few statement texts. Unused parameters are null, which equals nothing. */
    static int statementRows(int wanted) {
        return wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
    }

    private void lookUpUnanswered(List<Range> wanted, long ownNumber) throws SQLException {
        int size = statementRows(wanted.size());
        PreparedStatement statement = session.prepared(RetrySql.findUnanswered(size));
        int next = 1;
        for (Range range : wanted) {
            statement.setLong(next++, range.fingerprint());
            statement.setLong(next++, range.since());
            statement.setLong(next++, range.latestDeadline());
        }
        while (next <= 3 * size) {
            statement.setNull(next++, Types.BIGINT);
        }
        statement.setLong(next, ownNumber);
        addRows(statement);
    }

    private void lookUpKeys(List<InsertCreate.CallerKey> wanted) throws SQLException {
        int size = statementRows(wanted.size());
        PreparedStatement statement = session.prepared(RetrySql.findByKey(size));
        int next = 1;
        for (InsertCreate.CallerKey key : wanted) {
            statement.setString(next++, key.caller());
            statement.setString(next++, key.key());
        }
        while (next <= 2 * size) {
            statement.setNull(next++, Types.VARCHAR);
        }
        addRows(statement);
    }

    private void lookUpAnswered(InsertCreate incoming) throws SQLException {
        PreparedStatement statement = session.prepared(RetrySql.FIND_ANSWERED);
        statement.setString(1, incoming.task().caller().id());
        statement.setLong(2, (Long) incoming.identity());
        statement.setLong(3, incoming.intent().lookBack().toEpochMilli());
        statement.setLong(4, incoming.retryBit());
        addRows(statement);
    }

    private void addRows(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                CandidateRow candidate = new CandidateRow(rows);
                List<CandidateRow> equals = candidates.computeIfAbsent(candidate.identity(), ignored -> new ArrayList<>());
                if (equals.stream().noneMatch(known -> known.task().id().equals(candidate.task().id()))) {
                    equals.add(candidate);
                }
            }
        }
    }
}
