package dev.zoetrope.files;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.body.MultipartParser;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Receives the files of callers: from the body of a request into the store, and then into the ledger. */
@ApplicationScoped
public class FileIntake {
    private final BodyReader bodies;
    private final FileStore store;
    private final Uploads uploads;
    private final UploadSlots slots;
    private final UploadLimits limits;
    private final FilesConfig.Files config;
    private final Clock clock;
    private final RandomGenerator random;

    FileIntake(BodyReader bodies, FileStore store, Uploads uploads, UploadSlots slots, UploadLimits limits,
            FilesConfig config, Clock clock, RandomGenerator random) {
        this.bodies = bodies;
        this.store = store;
        this.uploads = uploads;
        this.slots = slots;
        this.limits = limits;
        this.config = config.files();
        this.clock = clock;
        this.random = random;
    }

    /**
     * Receives the file of a request: the part {@code file} of a form, or the whole body. Call it once, on the event loop,
     * from the resource method.
     *
     * @return the file, and whether the caller did not have it before. Fails with
     *         {@link dev.zoetrope.video.FailureException}: 400 if there is no file, 408 if it comes too slowly, 413 if it is
     *         too large or the quota is used up, 415 if it is none of the kinds, 429 or 503 if there are too many uploads, 503
     *         if it cannot be stored
     */
    public Uni<ReceivedUpload> receive(RoutingContext request, Caller caller) {
        String type = request.request().getHeader(HttpHeaderNames.CONTENT_TYPE);
        slots.take(caller);
        UploadWriter writer = newWriter();
        ReceivedFile sink = new ReceivedFile(writer, () -> slots.release(caller));
        try {
            if (MultipartParser.isMultipart(type)) {
                sink.parse(type);
            }
        } catch (RuntimeException noBoundary) {
            sink.close();
            throw noBoundary;
        }
        return bodies.stream(request, limits.pace(), sink).chain(sink::finish).chain(stored -> name(stored, caller));
    }

    UploadWriter newWriter() {
        return new UploadWriter(store, limits, UploadId.next(random));
    }

    /** Writes the row of a stored file. Without one, the bytes are removed. */
    Uni<ReceivedUpload> name(UploadWriter.Stored stored, Caller caller) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Upload upload = new Upload(stored.id(), caller, stored.sha256(), stored.size(), stored.facts(), now,
                now.plus(config.ttl()));
        return uploads.add(upload, config.quota().asLongValue())
                .map(added -> added.orElseThrow(() -> Failure.malformed(413, "files_quota", "Your files would exceed the quota"
                        + " of " + config.quota().asLongValue() + " bytes; delete some.").exception()))
                .onItemOrFailure().call((added, failure) -> failure == null && added.isNew() || isUncertain(failure)
                        ? Uni.createFrom().voidItem()
                        : store.remove(new UploadName(stored.id())).onFailure().recoverWithNull())
                .onFailure(LedgerException.class).transform(LedgerFailures::toException)
                .map(added -> new ReceivedUpload(added.upload(), added.isNew()));
    }

    /** After such a failure the row may exist, so the bytes stay; without a row, the next start removes them. */
    private static boolean isUncertain(Throwable failure) {
        return failure instanceof LedgerException ledger && ledger.reason() == LedgerException.Reason.UNAVAILABLE;
    }
}
