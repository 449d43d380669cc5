package dev.zoetrope.ledger.replica;

import java.security.SecureRandom;
import java.sql.SQLException;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * The processes that share the record. Each has a number of its own, drawn at its start, so that one that was started
 * again is another one: the connections of its predecessor are gone.
 *
 * @param own the number of this process
 * @param liveness who else is there
 */
public record ReplicaLiveness(long own, Lookup liveness) {

    /** Whether a process is still there to write the answers it holds. */
    @FunctionalInterface
    public interface Lookup {
        /** No one else shares the record. */
        Lookup ALONE = (session, replica) -> false;
        /** Nobody knows: an answer counts as under way until it must have gone out. */
        Lookup UNKNOWN = (session, replica) -> true;

        /** @param replica another process's number */
        boolean alive(JdbcSession session, long replica) throws SQLException;
    }

    /** This process under a new number. */
    public static ReplicaLiveness drawn(Lookup liveness) {
        return new ReplicaLiveness(new SecureRandom().nextLong(1, Long.MAX_VALUE), liveness);
    }

    public boolean alive(JdbcSession session, long replica) throws SQLException {
        return replica == own || liveness.alive(session, replica);
    }
}
