package dev.zoetrope.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

/**
 * A data source with real connections, which it records. It can simulate failures: an unreachable database, and a connection
 * that breaks in a commit. It can also set a pragma, or run code between two statements.
 */
public final class FaultyDataSource {
    public final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    public volatile boolean unreachable;
    /** Whether the database becomes unreachable after a broken commit. */
    public volatile boolean unreachableWhenTorn;
    public volatile Commit commit = Commit.WORKS;
    /** A pragma that is set on each new connection to SQLite; null for none. */
    public volatile String pragma;
    /** The beginning of a statement: once, {@link #meanwhile} runs after a batch of it; null for none. */
    public volatile String interruptAfter;
    public volatile Runnable meanwhile;
    private final DataSource real;

    /** What happens to a commit. */
    public enum Commit {
        WORKS,
        /** The connection breaks before the database receives the commit. */
        LOST,
        /** The connection breaks after the database has executed the commit. */
        DONE_AND_TORN
    }

    public FaultyDataSource(DataSource real) {
        this.real = real;
    }

    public DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (unreachable) {
                throw new SQLException("gone", "08001");
            }
            Connection connection = real.getConnection();
            if (pragma != null) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma " + pragma);
                }
            }
            opened.add(connection);
            return faulty(connection);
        });
    }

    private Connection faulty(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            try {
                if (method.getName().equals("prepareStatement") && interruptAfter != null
                        && ((String) arguments[0]).startsWith(interruptAfter)) {
                    return interrupted((PreparedStatement) method.invoke(connection, arguments));
                }
                if (!method.getName().equals("commit") || commit == Commit.WORKS) {
                    return method.invoke(connection, arguments);
                }
                if (commit == Commit.DONE_AND_TORN) {
                    connection.commit();
                }
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            unreachable = unreachableWhenTorn;
            throw new SQLException("torn", "08006");
        });
    }

    private PreparedStatement interrupted(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(statement, arguments);
                if (method.getName().equals("executeBatch") && interruptAfter != null) {
                    interruptAfter = null;
                    meanwhile.run();
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
    }
}
