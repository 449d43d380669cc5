package dev.zoetrope.ledger;

import java.security.SecureRandom;
import java.sql.SQLException;

/**
 * The processes that share the record. Each has a number of its own, drawn at its start, so that one that was started
 * again is another one: the connections of its predecessor are gone.
 *
 * @param own the number of this process
 * @param liveness who else is there
 */
record Replicas(long own, Liveness liveness) {

    /** Whether a process is still there to write the answers it holds. */
    @FunctionalInterface
    interface Liveness {
        /** No one else shares the record. */
        Liveness ALONE = (session, replica) -> false;
        /** Nobody knows: an answer counts as under way until it must have gone out. */
        Liveness UNKNOWN = (session, replica) -> true;

        /** @param replica another process's number */
        boolean alive(Session session, long replica) throws SQLException;
    }

    /** This process under a new number. */
    static Replicas drawn(Liveness liveness) {
        return new Replicas(new SecureRandom().nextLong(1, Long.MAX_VALUE), liveness);
    }

    boolean alive(Session session, long replica) throws SQLException {
        return replica == own || liveness.alive(session, replica);
    }
}
