package dev.zoetrope.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.zoetrope.body.BodySink;
import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Passes the body of a create to the scanner of data URLs, and stores the files that are in it. */
final class InlineFiles implements BodySink {
    private final DataUrlScanner scanner;
    private final Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer;
    private final Runnable released;
    private Runnable resume = () -> {
    };
    private boolean finished;
    private boolean isReleased;

    /**
     * @param namer writes the row of a stored file
     * @param released is called once, when the body has ended in any way
     */
    InlineFiles(DataUrlScanner scanner, Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer, Runnable released) {
        this.scanner = scanner;
        this.namer = namer;
        this.released = released;
    }

    @Override
    public void write(Buffer part) {
        int known = scanner.files().size();
        scanner.feed(part);
        scanner.files().subList(known, scanner.files().size()).forEach(file -> file.writer().onReady(() -> {
            if (!finished) {
                resume.run();
            }
        }));
    }

    @Override
    public boolean isFull() {
        return scanner.isFull();
    }

    @Override
    public void onReady(Runnable action) {
        resume = action;
    }

    /** Stores the files, one after the other, and returns the body with their ids. */
    Uni<byte[]> finish() {
        finished = true;
        Uni<List<String>> ids = Uni.createFrom().item(new ArrayList<>());
        for (DataUrlScanner.Inline file : scanner.files()) {
            ids = ids.chain(before -> file.writer().finish().flatMap(stored -> namer.apply(stored))
                    .onFailure(FailureException.class)
                    .transform(failure -> DataUrl.named(file.member(), file.member(), failure))
                    .map(added -> {
                        before.add(added.upload().id().value());
                        return before;
                    }));
        }
        return ids.map(scanner::rest).onFailure().invoke(this::discard).onTermination().invoke(this::release);
    }

    @Override
    public void discard() {
        scanner.files().forEach(file -> file.writer().discard());
    }

    @Override
    public void close() {
        if (!finished) {
            discard();
        }
        release();
    }

    private void release() {
        if (!isReleased) {
            isReleased = true;
            released.run();
        }
    }
}
