package dev.zoetrope.ledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of version 8 with rows of every state, as the migrations before the baseline and the program of then made it. */
public final class Version8 {
    private Version8() {
    }

    /** Copies the SQLite database into a data directory. */
    public static void copyTo(Path directory) {
        try (InputStream database = open("zoetrope.db")) {
            Files.copy(database, directory.resolve("zoetrope.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the tables and rows in an empty schema of PostgreSQL. */
    public static void createIn(Connection connection) throws SQLException {
        try (InputStream script = open("postgresql.sql"); Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        return Version8.class.getResourceAsStream("version-8/" + name);
    }
}
