package dev.zoetrope.vault.serve;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.Ledger;
import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.MissingFileException;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.vault.ResultContent;
import dev.zoetrope.vault.SignedUrls;
import dev.zoetrope.video.EntityTags;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Result;
import dev.zoetrope.video.StoredFile;
import dev.zoetrope.video.Task;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.video.TaskState;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a request for a stored file, or for a file that the gateway fetches from the vendor. */
@Singleton
class ContentHandler implements ResultContent {
    private static final Logger LOG = Logger.getLogger(ContentHandler.class);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");
    private static final Pattern INDEX = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /** How long a client that has a key may use its copy, or the URL of the store to which it is redirected. */
    private static final long SECONDS_WITH_KEY = 3600;

    private final SignedUrls signedUrls;
    private final Ledger ledger;
    private final FileStore store;
    private final VendorContent vendorContent;
    private final ThumbnailMaker thumbnails;
    private final Clock clock;

    ContentHandler(SignedUrls signedUrls, Ledger ledger, FileStore store, VendorContent vendorContent,
            ThumbnailMaker thumbnails, Clock clock) {
        this.signedUrls = signedUrls;
        this.ledger = ledger;
        this.store = store;
        this.vendorContent = vendorContent;
        this.thumbnails = thumbnails;
        this.clock = clock;
    }

    private record ContentRequest(ResultFileId fileId, long expires) {
    }

    /** Answers asynchronously; every failure becomes an HTTP response. */
    void serve(RoutingContext request) {
        Context loop = request.vertx().getOrCreateContext();
        Uni.createFrom().item(() -> parse(request))
                .flatMap(contentRequest -> ledger.find(contentRequest.fileId().task())
                        .flatMap(task -> respond(request, loop, contentRequest, task)))
                .subscribe().with(done -> {
                }, failure -> respondWithFailure(request, failure));
    }

    @Override
    public Uni<Void> send(RoutingContext request, Task task, int index) {
        Context loop = request.vertx().getOrCreateContext();
        ContentRequest wanted = new ContentRequest(new ResultFileId(task.id(), index),
                clock.instant().getEpochSecond() + SECONDS_WITH_KEY);
        return Uni.createFrom().deferred(() -> respond(request, loop, wanted, Optional.of(task)))
                .onFailure().recoverWithUni(failure -> {
                    if (resetIfBegun(request.response(), failure)) {
                        return Uni.createFrom().voidItem();
                    }
                    return Uni.createFrom().failure(toFailure(failure));
                });
    }

    @Override
    public Uni<Void> sendThumbnail(RoutingContext request, Task task, int index) {
        Context loop = request.vertx().getOrCreateContext();
        return Uni.createFrom().deferred(() -> thumbnail(request, loop, new ResultFileId(task.id(), index), task))
                .onFailure().transform(ContentHandler::toFailure);
    }

    private Uni<Void> thumbnail(RoutingContext request, Context loop, ResultFileId fileId, Task task) {
        StoredFile film = Optional.ofNullable(result(Optional.of(task), fileId).copy())
                .orElseThrow(ContentHandler::noThumbnail);
        HttpServerResponse response = request.response();
        String etag = ContentHead.thumbnailTag(film);
        if (EntityTags.match(request.request().headers().getAll("If-None-Match"), etag)) {
            response.setStatusCode(304).putHeader("ETag", etag).end();
            return Uni.createFrom().voidItem();
        }
        Path path = store.localPath(fileId).orElseThrow(ContentHandler::noThumbnail);
        return store.check(fileId, film.size()).chain(() -> thumbnails.make(path, film.contentType()))
                .emitOn(work -> loop.runOnContext(now -> work.run()))
                .map(picture -> picture.orElseThrow(ContentHandler::noThumbnail))
                .invoke(picture -> {
                    ContentHead.setHeaders(fileId, "image/jpeg", SECONDS_WITH_KEY, response.headers());
                    response.putHeader("ETag", etag).end(Buffer.buffer(picture));
                }).replaceWithVoid();
    }

    private static FailureException noThumbnail() {
        return Failure.notFound("There is no thumbnail of this video.").exception();
    }

    private ContentRequest parse(RoutingContext request) {
        MultiMap query = request.queryParams();
        String id = request.pathParam("id");
        String expires = query.get(SignedUrls.EXPIRES);
        String signature = query.get(SignedUrls.SIGNATURE);
        String indexText = query.get(SignedUrls.INDEX);
        boolean readable = expires != null && SECONDS.matcher(expires).matches() && signature != null
                && (indexText == null || INDEX.matcher(indexText).matches());
        int index = readable && indexText != null ? Integer.parseInt(indexText) : 0;
        Optional<TaskId> task = readable && signedUrls.isValid(id, index, Long.parseLong(expires), signature) ? TaskId.parse(id)
                : Optional.empty();
        ResultFileId fileId = new ResultFileId(task.orElseThrow(() -> Failure
                .forbidden("This URL is not valid or has expired. Query the task to get a new one.").exception()),
                index);
        AccessNote.task(request, fileId.task());
        return new ContentRequest(fileId, Long.parseLong(expires));
    }

    private Uni<Void> respond(RoutingContext request, Context loop, ContentRequest contentRequest, Optional<Task> task) {
        Result result = result(task, contentRequest.fileId());
        if (result.copy() == null) {
            return vendorContent.send(request, loop, contentRequest.fileId(), result, task.orElseThrow().pin(),
                    secondsLeft(contentRequest));
        }
        return respond(request, contentRequest, result.copy());
    }

    private long secondsLeft(ContentRequest contentRequest) {
        return contentRequest.expires() - clock.instant().getEpochSecond();
    }

    private static Result result(Optional<Task> found, ResultFileId fileId) {
        return found.filter(task -> !task.hidden()).map(Task::state).filter(TaskState.Completed.class::isInstance)
                .map(state -> ((TaskState.Completed) state).results()).filter(results -> fileId.index() < results.size())
                .map(results -> results.get(fileId.index())).orElseThrow(ContentHandler::fileNotFound);
    }

    private static FailureException fileNotFound() {
        return Failure.notFound("The file is no longer stored.").exception();
    }

    private Uni<Void> respond(RoutingContext request, ContentRequest contentRequest, StoredFile file) {
        HttpServerResponse response = request.response();
        ContentHead.setHeaders(contentRequest.fileId(), file, secondsLeft(contentRequest), response.headers());
        MultiMap wanted = request.request().headers();
        if (ContentHead.matchesIfNoneMatch(wanted, file)) {
            response.setStatusCode(304).end();
            return Uni.createFrom().voidItem();
        }
        if (HttpMethod.HEAD.equals(request.request().method())) {
            return store.check(contentRequest.fileId(), file.size())
                    .onFailure().invoke(() -> ContentHead.removeHeaders(response.headers()))
                    .invoke(() -> response.putHeader("Content-Length", Long.toString(file.size())).end());
        }
        Duration left = Duration.ofSeconds(Math.max(1, secondsLeft(contentRequest)));
        return store
                .redirectUrl(contentRequest.fileId(), ContentHead.type(file),
                        ContentHead.disposition(contentRequest.fileId(), file), left)
                .onFailure().invoke(() -> ContentHead.removeHeaders(response.headers()))
                .flatMap(url -> url.isPresent() ? redirect(response, url.get()) : sendFile(request, contentRequest, file));
    }

    /** Redirects to the store. Not cacheable, because the store's URL is a new one each time. */
    private static Uni<Void> redirect(HttpServerResponse response, String url) {
        ContentHead.removeHeaders(response.headers());
        response.setStatusCode(302).putHeader("Location", url).putHeader("Cache-Control", "no-store").end();
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> sendFile(RoutingContext request, ContentRequest contentRequest, StoredFile file) {
        HttpServerResponse response = request.response();
        ByteRange range = ByteRange.parse(ContentHead.effectiveRange(request.request().headers(), file), file.size());
        if (range.kind() == ByteRange.Kind.UNSATISFIABLE) {
            ContentHead.removeHeaders(response.headers());
            response.putHeader("Content-Range", "bytes */" + file.size());
            throw Failure.malformed(416, "bad_range", "The file has no such range.").exception();
        }
        if (range.kind() == ByteRange.Kind.PART) {
            response.setStatusCode(206).putHeader("Content-Range",
                    "bytes " + range.from() + "-" + (range.from() + range.length() - 1) + "/" + file.size());
        }
        response.putHeader("Content-Length", Long.toString(range.length()));
        return store.send(contentRequest.fileId(), range.from(), range.length(), response)
                .onFailure(any -> !response.headWritten()).invoke(() -> ContentHead.removeHeaders(response.headers()));
    }

    private static void respondWithFailure(RoutingContext request, Throwable failure) {
        if (resetIfBegun(request.response(), failure)) {
            return;
        }
        FailureException mapped = toFailure(failure);
        if (mapped.failure().retryAfter() != null) {
            request.response().putHeader("Retry-After", Long.toString(Math.max(1, mapped.failure().retryAfter().toSeconds())));
        }
        request.fail(mapped);
    }

    /** Ends a response that cannot be completed; false if the response has not begun, so that another one can be sent. */
    private static boolean resetIfBegun(HttpServerResponse response, Throwable failure) {
        if (response.headWritten()) {
            LOG.debug("a file was not sent completely: the reader closed the connection, or the store failed", failure);
            response.reset();
            return true;
        }
        return false;
    }

    private static FailureException toFailure(Throwable failure) {
        if (failure instanceof FailureException known) {
            return known;
        }
        if (failure instanceof MissingFileException) {
            LOG.warn("a file that the ledger names is missing in the vault");
            return fileNotFound();
        }
        if (failure instanceof LedgerException ledgerFailure && ledgerFailure.reason() == LedgerException.Reason.UNREADABLE) {
            return Failure.internal().exception();
        }
        LOG.debug("a file cannot be served", failure);
        Duration wait = failure instanceof LedgerException ledgerFailure ? ledgerFailure.retryAfter().orElse(RETRY_AFTER)
                : RETRY_AFTER;
        return Failure.unavailable("storage_unavailable", "The storage is not available at the moment.", wait).exception();
    }
}
