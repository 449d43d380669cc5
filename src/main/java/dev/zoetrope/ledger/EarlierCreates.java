package dev.zoetrope.ledger;

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

/**
 * Looks up what a group of creates may be the retries of. One statement asks for many: the usual create is no retry of
 * anything, and must not cost a trip to the database of its own.
 */
final class EarlierCreates {
    private static final Comparator<Earlier> NEWEST_FIRST = Comparator
            .comparing((Earlier earlier) -> earlier.task().createdAt())
            .thenComparing(earlier -> earlier.task().id().value()).reversed();

    private final Session session;
    private final Map<Object, List<Earlier>> found = new HashMap<>();

    private EarlierCreates(Session session) {
        this.session = session;
    }

    /** By what creates share, newest first; nothing for those that have none. */
    static Map<Object, List<Earlier>> of(List<Open> opens, Session session) throws SQLException {
        EarlierCreates lookup = new EarlierCreates(session);
        lookup.look(opens);
        lookup.found.values().forEach(each -> each.sort(NEWEST_FIRST));
        return lookup.found;
    }

    /** What to look for where several creates share a fingerprint: enough for each of them. */
    private record Range(long fingerprint, long since, long goneBy) {
        /** To a retry an answer under way is of interest, too. */
        static Range of(Open open) {
            return new Range((Long) open.identity(), open.intent().lookBack().toEpochMilli(),
                    open.retry() ? Long.MAX_VALUE : open.now());
        }

        Range and(Range other) {
            return new Range(fingerprint, Math.min(since, other.since), Math.max(goneBy, other.goneBy));
        }
    }

    private void look(List<Open> opens) throws SQLException {
        Map<Object, Range> ranges = new LinkedHashMap<>();
        Map<Object, Open.Keyed> keys = new LinkedHashMap<>();
        for (Open open : opens) {
            if (open.identity() instanceof Open.Keyed key) {
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
        List<Open.Keyed> allKeys = new ArrayList<>(keys.values());
        for (int from = 0; from < allKeys.size(); from += RetrySql.MOST) {
            byKey(allKeys.subList(from, Math.min(from + RetrySql.MOST, allKeys.size())));
        }
        for (Open open : opens) {
            if (open.retry() && !open.keyed()) {
                answered(open);
            }
        }
    }

    /** The statements come in few sizes; what is left of one asks for null, which equals nothing. */
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

    private void byKey(List<Open.Keyed> wanted) throws SQLException {
        int size = size(wanted.size());
        PreparedStatement statement = session.prepared(RetrySql.byKey(size));
        int next = 1;
        for (Open.Keyed key : wanted) {
            statement.setString(next++, key.caller());
            statement.setString(next++, key.key());
        }
        while (next <= 2 * size) {
            statement.setNull(next++, Types.VARCHAR);
        }
        take(statement);
    }

    private void answered(Open open) throws SQLException {
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
                Earlier earlier = new Earlier(rows);
                List<Earlier> equals = found.computeIfAbsent(earlier.identity(), ignored -> new ArrayList<>());
                if (equals.stream().noneMatch(known -> known.task().id().equals(earlier.task().id()))) {
                    equals.add(earlier);
                }
            }
        }
    }
}
