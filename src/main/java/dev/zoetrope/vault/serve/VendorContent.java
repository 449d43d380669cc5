package dev.zoetrope.vault.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.zoetrope.guard.GuardedReply;
import dev.zoetrope.store.FileType;
import dev.zoetrope.store.ResultFileId;
import dev.zoetrope.vault.copy.FileCopy;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Pin;
import dev.zoetrope.video.Result;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.RoutingContext;

/**
 * Streams a result of which the gateway has no copy from the vendor to a client, no faster than the client reads. If the client
 * closes the connection, the request to the vendor ends.
 */
@Singleton
class VendorContent {
    /** Streams at the same time. Slow clients must leave connections to the vendor for the copies of results. */
    private static final int MAX_STREAMS = 8;
    private static final Pattern SINGLE_RANGE = Pattern.compile("bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18}-[0-9]{1,18}|\\*)/([0-9]{1,18}|\\*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final FileCopy vendor;
    private final AtomicInteger streams = new AtomicInteger();

    VendorContent(FileCopy vendor) {
        this.vendor = vendor;
    }

    /**
     * Answers a request with the file.
     *
     * @param loop the context of the client's connection. The vendor's response is read on it, too, because a response shows
     *        only there whether its write queue is full
     * @param pin the vendor of the task; null: the default vendor
     * @param secondsLeft until the signed URL expires
     * @return a Uni that fails if the file cannot be sent completely
     */
    Uni<Void> send(RoutingContext request, Context loop, ResultFileId fileId, Result result, Pin pin, long secondsLeft) {
        if (streams.incrementAndGet() > MAX_STREAMS) {
            streams.decrementAndGet();
            throw unavailable("Too many files are being fetched from the vendor.");
        }
        Stream stream = new Stream(request, fileId, secondsLeft);
        Uni<GuardedReply> fetch = vendor.stream(result, pin,
                stream.range == null ? Map.of() : Map.of("Range", stream.range), stream::begin);
        return Uni.combine().any().of(stream.<GuardedReply> failIfClosed(request), fetch)
                .runSubscriptionOn(work -> loop.runOnContext(now -> work.run()))
                .onTermination().invoke(streams::decrementAndGet)
                .flatMap(sent -> Uni.createFrom().completionStage(() -> stream.response.end().toCompletionStage()))
                .onFailure().recoverWithUni(stream::recover);
    }

    private static FailureException unavailable(String message) {
        return Failure.unavailable("upstream_unavailable", message, RETRY_AFTER).exception();
    }

    /** One answer. */
    private static final class Stream {
        private final HttpServerResponse response;
        private final ResultFileId fileId;
        private final long secondsLeft;
        private final boolean headOnly;
        /** The range that the vendor is asked for; null: the whole file. */
        private final String range;
        private FailureException refusal = unavailable("The vendor does not deliver the file at the moment.");
        /** The {@code Content-Range} of a 416, which says how long the file is; null if the vendor did not say so. */
        private String fileSize;

        Stream(RoutingContext request, ResultFileId fileId, long secondsLeft) {
            this.response = request.response();
            this.fileId = fileId;
            this.secondsLeft = secondsLeft;
            this.headOnly = HttpMethod.HEAD.equals(request.request().method());
            MultiMap wanted = request.request().headers();
            String stated = wanted.get("If-Range") == null ? wanted.get("Range") : null; // no validator that could match
            this.range = stated != null && !headOnly && SINGLE_RANGE.matcher(stated).matches() ? stated : null;
        }

        /**
         * Never has an item. Fails when the client closes the connection, also before the vendor has answered. The sink of the
         * body would show that only at the next byte.
         */
        <T> Uni<T> failIfClosed(RoutingContext request) {
            return Uni.createFrom().emitter(closed -> {
                if (response.closed()) {
                    closed.fail(refusal);
                } else {
                    request.addEndHandler(end -> {
                        if (end.failed()) {
                            closed.fail(refusal);
                        }
                    });
                }
            });
        }

        /** Writes the head of the response. */
        WriteStream<Buffer> begin(GuardedReply reply) {
            String contentRange = header(reply, "Content-Range", CONTENT_RANGE);
            boolean part = reply.status() == 206 && range != null && contentRange != null;
            if (reply.status() != 200 && !part) {
                refusal = refusal(reply.status(), contentRange);
                throw refusal;
            }
            ContentHead.setHeaders(fileId, FileType.ofContentType(reply.headers().get("Content-Type")), secondsLeft,
                    response.headers());
            if (part) {
                response.setStatusCode(206).putHeader("Content-Range", contentRange);
            }
            if (part || "bytes".equals(reply.headers().get("Accept-Ranges"))) {
                response.putHeader("Accept-Ranges", "bytes");
            }
            String length = header(reply, "Content-Length", LENGTH);
            if (length == null) {
                response.setChunked(true);
            } else {
                response.putHeader("Content-Length", length);
            }
            if (headOnly) {
                response.end();
                throw refusal; // ends the exchange: vendors have no HEAD
            }
            return response;
        }

        private static String header(GuardedReply reply, String name, Pattern form) {
            String value = reply.headers().get(name);
            return value != null && form.matcher(value).matches() ? value : null;
        }

        private FailureException refusal(int status, String contentRange) {
            if (status == 416 && range != null) {
                fileSize = contentRange;
                return Failure.malformed(416, "bad_range", "The file has no such range.").exception();
            }
            return status == 404 || status == 410 ? Failure.notFound("The vendor does not have the file.").exception()
                    : refusal;
        }

        /** A response whose head was not written yet is replaced by a refusal, without the headers of the file. */
        Uni<Void> recover(Throwable failure) {
            if (response.closed() || headOnly && response.ended()) {
                return Uni.createFrom().voidItem();
            }
            if (response.headWritten()) {
                return Uni.createFrom().failure(failure);
            }
            ContentHead.removeHeaders(response.headers());
            response.setChunked(false);
            if (fileSize != null) {
                response.putHeader("Content-Range", fileSize);
            }
            return Uni.createFrom().failure(refusal);
        }
    }
}
