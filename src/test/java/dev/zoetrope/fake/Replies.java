package dev.zoetrope.fake;

import java.util.Map;

import dev.zoetrope.fake.FakeVendor.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

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

    private static JsonObject task(String id, String status, int progress) {
        return new JsonObject().put("created", 1757165031).put("id", id).put("model", "wan-2.7-image-to-video")
                .put("object", "video.generation.task").put("progress", progress).put("status", status)
                .put("task_info", new JsonObject().put("can_cancel", true).put("estimated_time", 45))
                .put("type", "video");
    }
}
