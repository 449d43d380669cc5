package dev.zoetrope.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;

import dev.zoetrope.fake.FakeVendor.Reply;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.impl.ConnectionBase;

/** The good and bad days of a vendor. */
public final class Replies {
    private Replies() {
    }

    /** The task object of the seed page, pending. */
    public static Reply accepted() {
        return (request, id) -> request.response().putHeader("Content-Type", "application/json")
                .end(task(id, "pending", 0).encode());
    }

    public static Reply processing(int progress) {
        return (request, id) -> request.response().end(task(id, "processing", progress).encode());
    }

    /** A task object with these members besides the usual ones. */
    public static Reply told(String status, int progress, Map<String, Object> more) {
        return (request, id) -> {
            JsonObject task = task(id, status, progress);
            more.forEach(task::put);
            request.response().end(task.encode());
        };
    }

    public static Reply completed(String url) {
        return told("completed", 100,
                Map.of("results", new JsonArray().add(new JsonObject().put("url", url).put("content_type", "video/mp4"))));
    }

    /** Any status with any body, and headers in pairs. */
    public static Reply raw(int status, String body, String... headers) {
        return (request, id) -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response().setStatusCode(status).end(body);
        };
    }

    /** The same in gzip, though nobody asked for that. */
    public static Reply packed(int status, String body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Buffer bytes = Buffer.buffer(packed.toByteArray());
        return (request, id) -> request.response().setStatusCode(status).putHeader("Content-Encoding", "gzip").end(bytes);
    }

    /** The vendor's error envelope. */
    public static Reply error(int status, String type, String code, String message, String... headers) {
        JsonObject error = new JsonObject().put("type", type).put("code", code).put("message", message);
        return raw(status, new JsonObject().put("error", error).encode(), headers);
    }

    /** Takes its time. */
    public static Reply later(long millis, Reply reply) {
        return (request, id) -> Vertx.currentContext().owner().setTimer(millis, late -> reply.to(request, id));
    }

    /** Took it, then the line went dead. */
    public static Reply reset() {
        return (request, id) -> request.connection().close();
    }

    /** Took it, and never says a word. */
    public static Reply silence() {
        return (request, id) -> {
        };
    }

    /** Says 200 and dies in the middle of the body. */
    public static Reply halfABody() {
        return (request, id) -> {
            request.response().putHeader("Content-Length", "1000");
            request.response().write("{\"id\":\"vendor-").onComplete(sent -> request.connection().close());
        };
    }

    /** Says 200 and then more than anybody wants to read. */
    public static Reply endless(int bytes) {
        return (request, id) -> {
            Buffer body = Buffer.buffer("{\"id\":\"" + id + "\",\"junk\":\"");
            while (body.length() < bytes) {
                body.appendString("0123456789abcdef");
            }
            request.response().end(body.appendString("\"}"));
        };
    }

    /** The first request so, all that follow otherwise. */
    public static Reply first(Reply first, Reply then) {
        AtomicBoolean answered = new AtomicBoolean();
        return (request, id) -> (answered.getAndSet(true) ? then : first).to(request, id);
    }

    /** 429, to come again at the date that is then this far ahead. */
    public static Reply deferredUntil(Duration ahead) {
        return (request, id) -> raw(429, "", "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME
                .format(Instant.now().plus(ahead).atOffset(ZoneOffset.UTC))).to(request, id);
    }

    /** Says 200 and then a byte every now and then: no read timeout ever ends it. */
    public static Reply dribble() {
        return (request, id) -> {
            request.response().setChunked(true).write("{\"id\":\"" + id + "\"");
            again(timer -> request.response().write(" ").onFailure(gone -> Vertx.currentContext().owner()
                    .cancelTimer(timer)));
        };
    }

    /** Says 200 and then one header after the other, without an end. */
    public static Reply slowHead() {
        return (request, id) -> {
            ChannelPipeline wire = ((ConnectionBase) request.connection()).channel().pipeline();
            raw(wire, "HTTP/1.1 200 OK\r\n");
            again(timer -> {
                if (wire.channel().isActive()) {
                    raw(wire, "X-Still: here\r\n");
                } else {
                    Vertx.currentContext().owner().cancelTimer(timer);
                }
            });
        };
    }

    /** The same, and tells when the connection is closed. */
    public static Reply closing(CompletableFuture<Void> closed, Reply reply) {
        return (request, id) -> {
            request.connection().closeHandler(closed::complete);
            reply.to(request, id);
        };
    }

    private static void again(Handler<Long> what) {
        Vertx.currentContext().owner().setPeriodic(200, what);
    }

    /** Past the codec, which would not write half a head. */
    private static void raw(ChannelPipeline wire, String text) {
        ChannelFuture unused = wire.firstContext().writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static JsonObject task(String id, String status, int progress) {
        return new JsonObject().put("created", 1757165031).put("id", id).put("model", "wan-2.7-image-to-video")
                .put("object", "video.generation.task").put("progress", progress).put("status", status)
                .put("task_info", new JsonObject().put("can_cancel", true).put("estimated_time", 45))
                .put("type", "video");
    }
}
