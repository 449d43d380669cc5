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
 * Finds the rows that the creates of a batch may repeat. One statement serves many creates: most creates repeat nothing,
 * and none of them may cost a round trip of its own. Only a create with a retry count and no key has a statement of its
 * own, which finds the answered creates.
 */
final class CandidateLookup {
    private static final Comparator<CandidateRow> NEWEST_FIRST = Comparator
            .comparing((CandidateRow earlier) -> earlier.task().createdAt())
            .thenComparing(earlier -> earlier.task().id().value()).reversed();

    private final JdbcSession session;
    private final Map<Object, List<CandidateRow>> found = new HashMap<>();

    private CandidateLookup(JdbcSession session) {
        this.session = session;
    }

    /** The candidates, newest first, by {@link InsertCreate#identity}. An identity without candidates is absent. */
    static Map<Object, List<CandidateRow>> of(List<InsertCreate> opens, JdbcSession session) throws SQLException {
        CandidateLookup lookup = new CandidateLookup(session);
        lookup.look(opens);
        lookup.found.values().forEach(each -> each.sort(NEWEST_FIRST));
        return lookup.found;
    }

    /**
     * The candidates that the creates of one fingerprint need. If several creates of the batch have the same fingerprint,
     * the range covers all of them. Times are in milliseconds since the epoch.
     *
     * @param since earliest creation time of a candidate
     * @param goneBy latest deadline of the answer to a candidate; no limit for a candidate that another replica answers
     */
    private record Range(long fingerprint, long since, long goneBy) {
        /** A create with a retry count may also repeat a create whose answer is outstanding, so it has no limit. */
        static Range of(InsertCreate open) {
            return new Range((Long) open.identity(), open.intent().lookBack().toEpochMilli(),
                    open.retry() ? Long.MAX_VALUE : open.now());
        }

        Range and(Range other) {
            return new Range(fingerprint, Math.min(since, other.since), Math.max(goneBy, other.goneBy));
        }
    }

    private void look(List<InsertCreate> opens) throws SQLException {
        Map<Object, Range> ranges = new LinkedHashMap<>();
        Map<Object, InsertCreate.Keyed> keys = new LinkedHashMap<>();
        for (InsertCreate open : opens) {
            if (open.identity() instanceof InsertCreate.Keyed key) {
                keys.put(key, key);
            } else {
                ranges.merge(open.identity(), Range.of(open), Range::and);
            }
        }
        long own = opens.get(0).replicas().own();
        List<Range> allRanges = new ArrayList<>(ranges.values());
        for (int from = 0; from < allRanges.size(); from += RetrySql.MOST) {
            unanswered(allRanges.subList(from, Math.min(from + RetrySql.MOST, allRanges.size())), own);
        }
        List<InsertCreate.Keyed> allKeys = new ArrayList<>(keys.values());
        for (int from = 0; from < allKeys.size(); from += RetrySql.MOST) {
            byKey(allKeys.subList(from, Math.min(from + RetrySql.MOST, allKeys.size())));
        }
        for (InsertCreate open : opens) {
            if (open.retry() && !open.keyed()) {
                answered(open);
            }
        }
    }

    /** The next power of two, so that there are few statement texts. Unused parameters are null, which equals nothing. */
    static int size(int wanted) {
        return wanted == 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
    }

    private void unanswered(List<Range> wanted, long own) throws SQLException {
        int size = size(wanted.size());
        PreparedStatement statement = session.prepared(RetrySql.unanswered(size));
        int next = 1;
        for (Range range : wanted) {
            statement.setLong(next++, range.fingerprint());
            statement.setLong(next++, range.since());
            statement.setLong(next++, range.goneBy());
        }
        while (next <= 3 * size) {
            statement.setNull(next++, Types.BIGINT);
        }
        statement.setLong(next, own);
        take(statement);
    }

    private void byKey(List<InsertCreate.Keyed> wanted) throws SQLException {
        int size = size(wanted.size());
        PreparedStatement statement = session.prepared(RetrySql.byKey(size));
        int next = 1;
        for (InsertCreate.Keyed key : wanted) {
            statement.setString(next++, key.caller());
            statement.setString(next++, key.key());
        }
        while (next <= 2 * size) {
            statement.setNull(next++, Types.VARCHAR);
        }
        take(statement);
    }

    private void answered(InsertCreate open) throws SQLException {
        PreparedStatement statement = session.prepared(RetrySql.ANSWERED_BEFORE);
        statement.setString(1, open.task().caller().id());
        statement.setLong(2, (Long) open.identity());
        statement.setLong(3, open.intent().lookBack().toEpochMilli());
        statement.setLong(4, open.bit());
        take(statement);
    }

    private void take(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                CandidateRow earlier = new CandidateRow(rows);
                List<CandidateRow> equals = found.computeIfAbsent(earlier.identity(), ignored -> new ArrayList<>());
                if (equals.stream().noneMatch(known -> known.task().id().equals(earlier.task().id()))) {
                    equals.add(earlier);
                }
            }
        }
    }
}
