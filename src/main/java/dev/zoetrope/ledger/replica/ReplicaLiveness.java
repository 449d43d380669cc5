package dev.zoetrope.ledger.replica;

import java.security.SecureRandom;
import java.sql.SQLException;

import dev.zoetrope.ledger.jdbc.JdbcSession;

/**
 * The number of this process, and the lookup whether another process that shares the ledger is alive. A process draws its
 * number when it starts. A restarted process has a new number, because the client connections of its predecessor are closed.
 *
 * @param ownNumber the number of this process
 * @param lookup looks up other processes
 */
public record ReplicaLiveness(long ownNumber, Lookup lookup) {

    /** Looks up whether a process is alive, so that its outstanding answers may still be sent. */
    @FunctionalInterface
    public interface Lookup {
        /** No other process shares the ledger: every other number belongs to a dead predecessor. */
        Lookup ALONE = (session, replica) -> false;
        /** Assumes that every process is alive: an answer is outstanding until its deadline. */
        Lookup UNKNOWN = (session, replica) -> true;

        /** @param replica the number of another process */
        boolean isAlive(JdbcSession session, long replica) throws SQLException;
    }

    /** This process, with a new random number. */
    public static ReplicaLiveness withRandomNumber(Lookup liveness) {
        return new ReplicaLiveness(new SecureRandom().nextLong(1, Long.MAX_VALUE), liveness);
    }

    /** Whether the process with this number is alive; this process always is. */
    public boolean isAlive(JdbcSession session, long replica) throws SQLException {
        return replica == ownNumber || lookup.isAlive(session, replica);
    }
}
