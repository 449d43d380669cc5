package dev.zoetrope.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** Passes the body of a create to the scanner of data URLs, and stores the files that are in it. */
final class InlineFiles extends FileSink {
    private final DataUrlScanner scanner;
    private final Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer;

    /**
     * @param namer writes the row of a stored file
     * @param released is called once, when the body has ended in any way
     */
    InlineFiles(DataUrlScanner scanner, Function<UploadWriter.Stored, Uni<ReceivedUpload>> namer, Runnable released) {
        super(released);
        this.scanner = scanner;
        this.namer = namer;
    }

    @Override
    public void write(Buffer part) {
        int known = scanner.files().size();
        scanner.feed(part);
        scanner.files().subList(known, scanner.files().size()).forEach(file -> watched(file.writer()));
    }

    @Override
    public boolean isFull() {
        return scanner.isFull();
    }

    /** Stores the files, one after the other, and returns the body with their ids. */
    Uni<byte[]> finish() {
        beginStoring();
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
}
