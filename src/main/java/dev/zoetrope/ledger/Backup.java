package dev.zoetrope.ledger;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

import dev.zoetrope.disk.OwnerOnly;
import dev.zoetrope.ledger.jdbc.DataDirectoryLock;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.ledger.jdbc.SqlErrors;
import dev.zoetrope.ledger.jdbc.SqliteNativeLibrary;
import dev.zoetrope.ledger.task.RestoredMark;

/**
 * Copies the SQLite database of a data directory while a gateway uses it. SQLite's online backup reads one snapshot and
 * blocks no writer. The copy is marked as a restored ledger ({@link RestoredMark}): a start from it sends nothing that may
 * have been sent after the backup.
 */
public final class Backup {
    /** Suffix of the copy until it is complete and has the mark. */
    private static final String PART_SUFFIX = ".part";
    /** One step is one read transaction. With several steps a commit of another process starts the copy again. */
    private static final int ALL_PAGES = -1;
    private static final int BUSY_SLEEP_MILLIS = 100;
    private static final int BUSY_TRIES = 50;
    /** A gateway that is just recovering its write-ahead log locks the database for a moment. */
    private static final String SOURCE_OPTIONS = "?busy_timeout=5000";
    /** Without a write-ahead log the copy is a single file. The gateway enables the log again when it opens the copy. */
    private static final String COPY_OPTIONS = "?journal_mode=DELETE&synchronous=FULL";

    private Backup() {
    }

    /**
     * Writes the copy. Only the user of this process may read it (600), as it holds the root of the signing keys. The file
     * gets its name only when it is complete; after a failure there is no file.
     *
     * @param directory the data directory; it is not locked
     * @param file the copy; must not exist
     * @param now time of the mark
     * @throws IllegalStateException if there is no copy; the message says why
     */
    public static void write(Path directory, Path file, Instant now) {
        Path database = directory.toAbsolutePath().resolve(DataDirectoryLock.DATABASE_FILE);
        if (!Files.isRegularFile(database)) {
            throw new IllegalStateException("zoetrope.data-dir: %s has no database".formatted(directory.toAbsolutePath()));
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IllegalStateException("%s exists; name a new file".formatted(file));
        }
        Path part = file.toAbsolutePath().resolveSibling(file.getFileName() + PART_SUFFIX);
        try {
            OwnerOnly.newFile(part);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException(
                    "%s exists: another backup writes it, or one was interrupted; remove it then".formatted(part), e);
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be created (%s)".formatted(part, e.getClass().getSimpleName()), e);
        }
        SqliteNativeLibrary.install(directory);
        try {
            copy(database, part);
            mark(part, now);
            Files.move(part, file);
        } catch (IOException | SQLException e) {
            remove(part);
            throw new IllegalStateException("%s could not be written (%s)".formatted(file, SqlErrors.describe(e)), e);
        }
    }

    private static void copy(Path database, Path part) throws SQLException {
        try (Connection connection = source(database + SOURCE_OPTIONS).getConnection()) {
            int code = connection.unwrap(SQLiteConnection.class).getDatabase().backup("main", part.toString(), null,
                    BUSY_SLEEP_MILLIS, BUSY_TRIES, ALL_PAGES);
            if (code != 0) {
                throw new SQLException("the backup ended early", null, code);
            }
        }
    }

    private static void mark(Path part, Instant now) throws SQLException {
        try (JdbcSession session = JdbcSession.open(source(part + COPY_OPTIONS), Duration.ZERO)) {
            RestoredMark.set(session, now);
            session.commit();
        }
    }

    private static DataSource source(String pathAndOptions) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + pathAndOptions);
        return source;
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // the failure that led here is reported
        }
    }
}
