package dev.zoetrope.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.zoetrope.video.TaskId;

/**
 * The writes of one transaction. They are all concurrent, as none of them has been acknowledged, so that those which
 * share a statement may go together. The order of the kinds matters:
 * <ol>
 * <li>marks of answers, so that a create which comes after its client's hang-up is seen as the retry it is,</li>
 * <li>claims, settling, removal,</li>
 * <li>creates: recognised, or inserted, and then marked if their mark is here, too,</li>
 * <li>transitions, which may be those of a row just inserted,</li>
 * <li>callbacks of the ends among them, and what came of tries to call back.</li>
 * </ol>
 */
final class WriteGroup {
    /** Replicas that change the same rows in the same order wait for each other; in any order they may lock up. */
    private static final Comparator<Advance> ADVANCES_IN_ORDER = Comparator.comparing(Advance::id);
    private static final Comparator<DeliveryTried> TRIES_IN_ORDER = Comparator.comparing(DeliveryTried::id);

    final List<ReplyMark> marks = new ArrayList<>();
    final List<Write.Single<?>> singles = new ArrayList<>();
    final List<Open> opens = new ArrayList<>();
    final List<Advance> advances = new ArrayList<>();
    final List<DeliveryTried> tries = new ArrayList<>();
    private final Session session;

    WriteGroup(Session session) {
        this.session = session;
    }

    void run() throws SQLException {
        Part.all(session, RetrySql.REPLIED, marks);
        for (Write.Single<?> single : singles) {
            single.run(session);
        }
        for (List<Open> undecided = opens; !undecided.isEmpty();) {
            marks.removeIf(ReplyMark::found);
            undecided = new Recognition(session, undecided, marked()).write();
            Part.all(session, RetrySql.REPLIED, marks);
        }
        advances.sort(ADVANCES_IN_ORDER);
        session.advance(advances);
        Part.all(session, OutboxSql.ADD, callbacks());
        tries.sort(TRIES_IN_ORDER);
        Part.all(session, OutboxSql.TRIED, tries);
    }

    /** Of one end that is written twice here the last one counts: no statement may insert a row and change it, too. */
    private List<Callback> callbacks() {
        Map<String, Callback> byId = new LinkedHashMap<>();
        advances.stream().map(Advance::callback).flatMap(Optional::stream)
                .forEach(callback -> byId.put(callback.id(), callback));
        return List.copyOf(byId.values());
    }

    private Set<TaskId> marked() {
        return marks.isEmpty() ? Set.of() : marks.stream().map(ReplyMark::task).collect(Collectors.toSet());
    }
}
