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

/** Hands out real connections, remembers them, and has its bad days: gone, torn in a commit, or set up for trouble. */
public final class ShakySource {
    public final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    public volatile boolean gone;
    /** Whether a torn commit is the last thing that is heard of the database. */
    public volatile boolean goneWhenTorn;
    public volatile Commit commit = Commit.WORKS;
    /** What each connection to SQLite is told first; null for nothing. */
    public volatile String pragma;
    /** Done after the batch of a statement that begins so, once; null for nothing. */
    public volatile String after;
    public volatile Runnable meanwhile;
    private final DataSource real;

    /** What becomes of a commit. */
    public enum Commit {
        WORKS,
        /** Torn before the database heard of it. */
        LOST,
        /** Torn after the database did it. */
        DONE_AND_TORN
    }

    public ShakySource(DataSource real) {
        this.real = real;
    }

    public DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (gone) {
                throw new SQLException("gone", "08001");
            }
            Connection connection = real.getConnection();
            if (pragma != null) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("pragma " + pragma);
                }
            }
            opened.add(connection);
            return shaky(connection);
        });
    }

    private Connection shaky(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            try {
                if (method.getName().equals("prepareStatement") && after != null
                        && ((String) arguments[0]).startsWith(after)) {
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
            gone = goneWhenTorn;
            throw new SQLException("torn", "08006");
        });
    }

    private PreparedStatement interrupted(PreparedStatement statement) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            try {
                Object result = method.invoke(statement, arguments);
                if (method.getName().equals("executeBatch") && after != null) {
                    after = null;
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
