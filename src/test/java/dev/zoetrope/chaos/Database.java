package dev.zoetrope.chaos;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Where the gateways keep their ledger, a way for us to look into it, and a way to take it away from them. */
interface Database extends AutoCloseable {
    /** How long an outage waits for a create that is sent again; then it begins without one. */
    Duration PATIENCE = Duration.ofSeconds(15);

    /** The one the plan wants, empty. */
    static Database of(ChaosPlan plan, Path home, Handovers handovers) throws SQLException {
        return plan.sqlite() ? new SqliteDatabase(Fleet.directory(home, 0), handovers)
                : PostgresDatabase.create(plan.replicas());
    }

    /** What the gateway in this place must be told to use it. */
    Map<String, String> settings(int place);

    /** Ours, which no outage touches. The caller closes it. */
    Connection connect() throws SQLException;

    /**
     * Takes the storage away from gateways, in the middle of the next resend or hand-over.
     *
     * @param otherwise the place that loses it if no resend comes in time
     */
    Caught takeAway(Outage outage, int otherwise) throws SQLException;

    /** The storage is there again for every gateway. */
    void giveBack() throws SQLException;

    @Override
    void close();
}
