package dev.zoetrope.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One real PostgreSQL for all tests of this Java process, whichever class loader they are in, and a schema for each who
 * asks. It is not told to flush: no test takes the machine's power away.
 */
public final class Postgres {
    /** What a process that is to share the server is started with. */
    public static final String SHARED = "postgres.of.the.tests";

    private Postgres() {
    }

    /** The URL of an empty schema that nobody else has. */
    public static String fresh() {
        return schema("t" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** The URL of an empty database that nobody else has, with a setting of its own such as {@code name = 'value'}. */
    public static String database(String setting) {
        String name = "b" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(server());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            statement.execute("alter database " + name + " set " + setting);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server().replaceFirst("/postgres\\?", "/" + name + "?");
    }

    /** The URL of the schema that stands for this directory; made if it is not there. */
    public static String of(Path directory) {
        return schema("d" + UUID.nameUUIDFromBytes(directory.toAbsolutePath().toString().getBytes(
                StandardCharsets.UTF_8)).toString().replace("-", ""));
    }

    /** The URL of the server, its user included. */
    public static synchronized String server() {
        String shared = System.getProperty(SHARED);
        if (shared == null) {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off").setServerConfig("deadlock_timeout", "100ms")
                        .setOutputRedirector(Redirect.DISCARD)
                        .setErrorRedirector(Redirect.DISCARD).start();
                shared = server.getJdbcUrl("postgres", "postgres");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            System.setProperty(SHARED, shared);
        }
        return shared;
    }

    /** This URL without its user, for this role, of which the server wants the password from now on. */
    public static String withPassword(String url, String role) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server());
                Statement statement = connection.createStatement()) {
            statement.execute("create temporary table rules as select pg_read_file('pg_hba.conf') as rules");
            statement.execute("do $$ begin execute format('copy (select ''host all " + role
                    + " all scram-sha-256'' union all select string_to_table(rules, E''\\n'') from rules) to %L', "
                    + "current_setting('hba_file')); end $$");
            statement.execute("select pg_reload_conf()");
        }
        return url.replaceFirst("[?&]user=[^&]*&", "?");
    }

    public static int port() {
        return Integer.parseInt(server().replaceAll(".*:([0-9]+)/.*", "$1"));
    }

    /** The URL of the server, reached by another port. */
    public static String through(int port) {
        return through(server(), port);
    }

    /** This URL, reached by another port. */
    public static String through(String url, int port) {
        return url.replace(":" + port() + "/", ":" + port + "/");
    }

    private static String schema(String name) {
        try (Connection connection = DriverManager.getConnection(server());
                Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server() + "&currentSchema=" + name;
    }
}
