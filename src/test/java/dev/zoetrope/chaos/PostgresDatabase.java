package dev.zoetrope.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.zoetrope.chaos.ResendRows.Stamp;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Wire;

/**
 * A PostgreSQL that all gateways share, each by a line of its own. The database is new, and its sessions begin with
 * another isolation level than the gateway wants.
 */
final class PostgresDatabase implements Database {
    private static final String ISOLATION = "repeatable read";

    private final String url;
    private final ResendTrap trap = new ResendTrap(this::waiting);
    private final List<Wire> lines = new ArrayList<>();

    private PostgresDatabase(String url, int replicas) {
        this.url = url;
        for (int i = 0; i < replicas; i++) {
            int place = i;
            lines.add(new Wire(Postgres.port(), () -> new ResendTap(trap, place)));
        }
    }

    static PostgresDatabase create(int replicas) throws SQLException {
        String url = Postgres.database("default_transaction_isolation = '" + ISOLATION + "'");
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("show transaction_isolation")) {
            if (!row.next() || !ISOLATION.equals(row.getString(1))) {
                throw new IllegalStateException("the default isolation level is not " + ISOLATION);
            }
        }
        return new PostgresDatabase(url, replicas);
    }

    @Override
    public Map<String, String> settings(int place) {
        return Map.of("ZOETROPE_DATABASE_URL", Postgres.through(url, lines.get(place).port()));
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    @Override
    public Caught takeAway(Outage outage, int otherwise) {
        CompletableFuture<Caught> resend = trap.arm(outage);
        Caught caught;
        try {
            caught = resend.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobody) {
            caught = trap.disarm() ? Caught.nothing(otherwise) : resend.join();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        for (int place = 0; place < lines.size(); place++) {
            boolean broken = place == caught.place() && !caught.resends().isEmpty();
            if (!broken && (outage.all() || place == caught.place())) {
                stop(lines.get(place), outage);
            }
        }
        return caught;
    }

    private static void stop(Wire line, Outage outage) {
        if (outage.silent()) {
            line.silence();
        } else {
            line.cut();
        }
    }

    @Override
    public void giveBack() {
        lines.forEach(Wire::mend);
    }

    private Map<String, Stamp> waiting(Set<String> tasks) {
        try (Connection connection = connect()) {
            return ResendRows.waiting(connection, tasks);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        lines.forEach(Wire::close);
    }
}
