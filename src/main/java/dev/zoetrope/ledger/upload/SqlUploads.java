package dev.zoetrope.ledger.upload;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.ledger.commit.OperationSubmitter;
import dev.zoetrope.ledger.commit.Statements;
import dev.zoetrope.ledger.commit.WriteOperation;
import dev.zoetrope.ledger.jdbc.JdbcSession;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;

/**
 * The uploaded files in the database of the ledger.
 *
 * @param ledger executes the operations, in the same transactions as those of the tasks
 */
public record SqlUploads(OperationSubmitter ledger) implements Uploads {

    @Override
    public Uni<Optional<Added>> add(Upload upload, long quota) {
        return write(session -> {
            if (sizeOfOthers(session, upload) + upload.size() > quota) {
                return Optional.empty();
            }
            PreparedStatement insert = session.prepared(UploadSql.INSERT);
            UploadRow.bind(insert, upload);
            Upload stored = UploadRow.readAll(insert).get(0);
            return Optional.of(new Added(stored, stored.id().equals(upload.id())));
        });
    }

    private static long sizeOfOthers(JdbcSession session, Upload upload) throws SQLException {
        PreparedStatement statement = session.prepared(UploadSql.SIZE_OF_OTHERS);
        statement.setString(1, upload.caller().id());
        statement.setString(2, upload.sha256());
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Uni<Optional<Upload>> find(UploadId id) {
        return ledger.read(session -> {
            PreparedStatement statement = session.prepared(UploadSql.FIND);
            statement.setString(1, id.value());
            return UploadRow.readAll(statement).stream().findFirst();
        });
    }

    @Override
    public Uni<List<Upload>> find(Collection<String> sha256) {
        return ledger.read(session -> {
            List<Upload> found = new ArrayList<>();
            for (String bytes : sha256) {
                PreparedStatement statement = session.prepared(UploadSql.FIND_BYTES);
                statement.setString(1, bytes);
                found.addAll(UploadRow.readAll(statement));
            }
            return found;
        });
    }

    @Override
    public Uni<List<Upload>> find(Caller caller, Collection<String> sha256) {
        return ledger.read(session -> {
            List<Upload> found = new ArrayList<>();
            for (String bytes : sha256) {
                PreparedStatement statement = session.prepared(UploadSql.FIND_BYTES_OF_CALLER);
                statement.setString(1, caller.id());
                statement.setString(2, bytes);
                found.addAll(UploadRow.readAll(statement));
            }
            return found;
        });
    }

    @Override
    public Uni<List<Upload>> keep(Caller caller, Collection<UploadId> ids, Instant until) {
        return write(session -> {
            List<Upload> found = new ArrayList<>();
            for (UploadId id : ids) {
                PreparedStatement statement = session.prepared(UploadSql.KEEP);
                statement.setLong(1, until.toEpochMilli());
                statement.setLong(2, until.toEpochMilli());
                statement.setString(3, id.value());
                statement.setString(4, caller.id());
                found.addAll(UploadRow.readAll(statement));
            }
            return found;
        });
    }

    @Override
    public Uni<Optional<List<Upload>>> list(Caller caller, int limit, Optional<UploadId> after) {
        return ledger.read(session -> {
            long createdAt = Long.MAX_VALUE;
            if (after.isPresent()) {
                PreparedStatement cursor = bound(session, UploadSql.CURSOR, caller, after.get());
                try (ResultSet row = cursor.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    createdAt = row.getLong(1);
                }
            }
            PreparedStatement page = session.prepared(UploadSql.PAGE);
            page.setString(1, caller.id());
            page.setLong(2, createdAt);
            page.setString(3, after.map(UploadId::value).orElse(""));
            page.setInt(4, limit);
            return Optional.of(UploadRow.readAll(page));
        });
    }

    @Override
    public Uni<Removal> remove(Caller caller, UploadId id) {
        return write(session -> {
            if (bound(session, UploadSql.DELETE, caller, id).executeUpdate() == 1) {
                return Removal.REMOVED;
            }
            try (ResultSet row = bound(session, UploadSql.OWNED, caller, id).executeQuery()) {
                return row.next() ? Removal.NEEDED : Removal.UNKNOWN;
            }
        });
    }

    private static PreparedStatement bound(JdbcSession session, String sql, Caller caller, UploadId id) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        statement.setString(1, id.value());
        statement.setString(2, caller.id());
        return statement;
    }

    @Override
    public Uni<List<Upload>> removeExpired(Instant now, int limit) {
        return write(session -> {
            PreparedStatement expired = session.prepared(UploadSql.EXPIRED);
            expired.setLong(1, now.toEpochMilli());
            expired.setInt(2, limit);
            List<Upload> removed = new ArrayList<>();
            for (Upload upload : UploadRow.readAll(expired)) {
                if (deleteExpired(session, upload, now)) {
                    removed.add(upload);
                }
            }
            return removed;
        });
    }

    private static boolean deleteExpired(JdbcSession session, Upload upload, Instant now) throws SQLException {
        PreparedStatement delete = session.prepared(UploadSql.DELETE_EXPIRED);
        delete.setString(1, upload.id().value());
        delete.setLong(2, now.toEpochMilli());
        if (delete.executeUpdate() == 1) {
            return true;
        }
        long later = now.plus(NEEDED_STEP).toEpochMilli();
        PreparedStatement extend = session.prepared(UploadSql.EXTEND);
        extend.setLong(1, later);
        extend.setString(2, upload.id().value());
        extend.setLong(3, later);
        extend.executeUpdate();
        return false;
    }

    private <R> Uni<R> write(Statements<R> statements) {
        return ledger.write(() -> WriteOperation.Single.of(statements));
    }
}
