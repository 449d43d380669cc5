package dev.zoetrope.files;

import dev.zoetrope.body.MultipartParser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Passes the body of an upload to its writer: all of it, or the first part {@code file} of a form. */
final class ReceivedFile extends FileSink implements MultipartParser.Parts {
    private static final String PART = "file";

    private final UploadWriter writer;
    private MultipartParser form;
    private boolean inFile;
    private boolean seen;

    /** @param released is called once, when the upload has ended in any way */
    ReceivedFile(UploadWriter writer, Runnable released) {
        super(released);
        this.writer = watched(writer);
    }

    /** The body is a form of this {@code Content-Type}. */
    void parse(String contentType) {
        form = MultipartParser.of(contentType, this);
    }

    @Override
    public void write(Buffer part) {
        if (form == null) {
            writer.write(part);
        } else {
            form.feed(part);
        }
    }

    @Override
    public void begin(String name, boolean file) {
        inFile = name.equals(PART) && !seen;
        seen |= inFile;
    }

    @Override
    public void content(Buffer bytes) {
        if (inFile) {
            writer.write(bytes);
        }
    }

    @Override
    public void end() {
        inFile = false;
    }

    @Override
    public boolean isFull() {
        return writer.isFull();
    }

    /** Makes the file durable; see {@link UploadWriter#finish}. */
    Uni<UploadWriter.Stored> finish() {
        return Uni.createFrom().deferred(() -> {
            if (form != null) {
                form.finish();
            }
            beginStoring();
            return writer.finish();
        });
    }

    @Override
    public void discard() {
        writer.discard();
    }
}
