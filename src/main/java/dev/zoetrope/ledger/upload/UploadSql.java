package dev.zoetrope.ledger.upload;

/** The statements on the rows of uploaded files. */
final class UploadSql {
    private static final String COLUMNS = "id, caller, sha256, size, content_type, width, height, millis, created_at, expires_at";
    /** Whether a live task of the caller names the bytes. Live tasks are few, and a file is looked up seldom. */
    private static final String NEEDED = "exists (select 1 from task where task.caller = upload.caller"
            + " and task.status in ('pending', 'processing') and task.request like '%' || upload.sha256 || '%')";

    static final String INSERT = "insert into upload (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (sha256, caller) do update set expires_at = case when upload.expires_at > excluded.expires_at"
            + " then upload.expires_at else excluded.expires_at end returning " + COLUMNS;
    static final String SIZE_OF_OTHERS = "select coalesce(sum(size), 0) from upload where caller = ? and sha256 <> ?";
    static final String FIND = "select " + COLUMNS + " from upload where id = ?";
    static final String FIND_BYTES = "select " + COLUMNS + " from upload where sha256 = ? order by expires_at desc limit 1";
    static final String FIND_BYTES_OF_CALLER = "select " + COLUMNS + " from upload where caller = ? and sha256 = ?";
    static final String KEEP = "update upload set expires_at = case when expires_at > ? then expires_at else ? end"
            + " where id = ? and caller = ? returning " + COLUMNS;
    static final String CURSOR = "select created_at from upload where id = ? and caller = ?";
    static final String PAGE = "select " + COLUMNS + " from upload where caller = ? and (created_at, id) < (?, ?)"
            + " order by created_at desc, id desc limit ?";
    static final String OWNED = "select 1 from upload where id = ? and caller = ?";
    static final String DELETE = "delete from upload where id = ? and caller = ? and not " + NEEDED;
    static final String EXPIRED = "select " + COLUMNS + " from upload where expires_at <= ? order by expires_at limit ?";
    static final String DELETE_EXPIRED = "delete from upload where id = ? and expires_at <= ? and not " + NEEDED;
    static final String EXTEND = "update upload set expires_at = ? where id = ? and expires_at < ?";

    private UploadSql() {
    }
}
