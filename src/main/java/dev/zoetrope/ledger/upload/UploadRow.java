package dev.zoetrope.ledger.upload;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;

/** Reads and writes the row of an uploaded file. */
final class UploadRow {

    private UploadRow() {
    }

    /** Binds all columns, in the order of the statement that inserts. */
    static void bind(PreparedStatement statement, Upload upload) throws SQLException {
        Upload.Facts facts = upload.facts();
        int next = 1;
        statement.setString(next++, upload.id().value());
        statement.setString(next++, upload.caller().id());
        statement.setString(next++, upload.sha256());
        statement.setLong(next++, upload.size());
        statement.setString(next++, facts.contentType());
        statement.setObject(next++, facts.width(), Types.INTEGER);
        statement.setObject(next++, facts.height(), Types.INTEGER);
        statement.setObject(next++, facts.millis(), Types.BIGINT);
        statement.setLong(next++, upload.createdAt().toEpochMilli());
        statement.setLong(next, upload.expiresAt().toEpochMilli());
    }

    static List<Upload> readAll(PreparedStatement statement) throws SQLException {
        List<Upload> uploads = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                uploads.add(read(row));
            }
        }
        return uploads;
    }

    private static Upload read(ResultSet row) throws SQLException {
        int next = 1;
        UploadId id = new UploadId(row.getString(next++));
        Caller caller = new Caller(row.getString(next++));
        String sha256 = row.getString(next++);
        long size = row.getLong(next++);
        Upload.Facts facts = new Upload.Facts(row.getString(next++), (Integer) number(row, next++, true),
                (Integer) number(row, next++, true), (Long) number(row, next++, false));
        return new Upload(id, caller, sha256, size, facts, Instant.ofEpochMilli(row.getLong(next++)),
                Instant.ofEpochMilli(row.getLong(next)));
    }

    private static Number number(ResultSet row, int column, boolean integer) throws SQLException {
        long value = row.getLong(column);
        if (row.wasNull()) {
            return null;
        }
        return integer ? (Number) Math.toIntExact(value) : (Number) value;
    }
}
