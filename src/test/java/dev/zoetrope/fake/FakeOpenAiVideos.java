package dev.zoetrope.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * A vendor of the protocol openai-videos on a dynamic port. It takes multipart creates only, and remembers everything it saw.
 * Which create is whose is told by its prompt, so that tests do not disturb one another. A video is queued until the test
 * changes it.
 */
public final class FakeOpenAiVideos implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Answer> onCreate = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> videos = new ConcurrentHashMap<>();
    private final Map<String, byte[]> films = new ConcurrentHashMap<>();
    private final Map<String, Answer> onContent = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    /** How the vendor answers one request; the body was read. */
    public interface Answer {
        void to(HttpServerRequest request);
    }

    /**
     * A request as it arrived.
     *
     * @param fields the fields of the form, empty if the request has none
     * @param files the files of the form
     * @param videoId the id of the video that the request is about; for a create, the id that it got; null: none
     */
    public record Seen(String method, String path, MultiMap headers, MultiMap fields, List<Part> files, String videoId) {
    }

    /** A file of a form. */
    public record Part(String name, String filename, String contentType, Buffer bytes) {
    }

    public FakeOpenAiVideos() {
        try {
            server = vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1").toCompletionStage()
                    .toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the fake vendor does not start", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Creates with this prompt are answered so. They are not accepted, unless the answer is {@link #lost}. */
    public void onCreate(String prompt, Answer answer) {
        onCreate.put(prompt, answer);
    }

    /** Creates with this prompt are accepted again. */
    public void acceptCreates(String prompt) {
        onCreate.remove(prompt);
    }

    /** The content of this video is answered so. */
    public void onContent(String videoId, Answer answer) {
        onContent.put(videoId, answer);
    }

    /** Changes members of a video. */
    public void set(String videoId, Map<String, Object> members) {
        members.forEach(videos.get(videoId)::put);
    }

    /** Completes a video. */
    public void complete(String videoId, byte[] film) {
        films.put(videoId, film);
        set(videoId, Map.of("status", "completed", "progress", 100));
    }

    /** Everything that arrived, in order. */
    public List<Seen> seen() {
        return seen;
    }

    /** The creates with this prompt, in order. */
    public List<Seen> creates(String prompt) {
        return seen.stream().filter(one -> one.method().equals("POST") && prompt.equals(one.fields().get("prompt"))).toList();
    }

    /** The requests with this method about this video, in order. For {@code GET} these are the polls and the contents. */
    public List<Seen> requests(String method, String videoId) {
        return seen.stream().filter(one -> one.method().equals(method) && videoId.equals(one.videoId())).toList();
    }

    /** The requests for the content of this video, in order. */
    public List<Seen> contents(String videoId) {
        return seen.stream().filter(one -> one.path().equals("/v1/videos/" + videoId + "/content")).toList();
    }

    /** An answer with this status and body. */
    public static Answer raw(int status, String body, String... headers) {
        return request -> {
            for (int i = 0; i < headers.length; i += 2) {
                request.response().putHeader(headers[i], headers[i + 1]);
            }
            request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(body);
        };
    }

    /** An answer in the envelope of OpenAI. */
    public static Answer error(int status, String code, String... headers) {
        return raw(status, new JsonObject().put("error", new JsonObject().put("message", "Message of " + code)
                .put("type", "invalid_request_error").put("param", null).put("code", code)).encode(), headers);
    }

    /** Hangs up instead of an answer. */
    public static Answer lost() {
        return request -> request.connection().close();
    }

    /** Never answers. */
    public static Answer silent() {
        return request -> {
        };
    }

    public static Answer redirect(String location) {
        return raw(307, "", "Location", location);
    }

    private void handle(HttpServerRequest request) {
        List<Part> files = new CopyOnWriteArrayList<>();
        if (request.getHeader("Content-Type") != null) {
            request.setExpectMultipart(true).uploadHandler(upload -> {
                Buffer bytes = Buffer.buffer();
                files.add(new Part(upload.name(), upload.filename(), upload.contentType(), bytes));
                upload.handler(bytes::appendBuffer);
            });
        }
        request.end().onSuccess(read -> answer(request, files));
    }

    private void answer(HttpServerRequest request, List<Part> files) {
        String[] path = request.path().split("/", -1);
        boolean create = request.path().equals("/v1/videos") && request.method().name().equals("POST");
        String id = create ? "video_gen_" + ids.incrementAndGet() : path.length > 3 ? path[3] : null;
        seen.add(new Seen(request.method().name(), request.path(), request.headers(), request.formAttributes(), files, id));
        JsonObject video = id == null ? null : videos.get(id);
        if (create) {
            create(request, id);
        } else if (video == null) {
            raw(404, "{\"detail\":\"Video not found\"}").to(request);
        } else if (path.length == 5 && path[4].equals("content")) {
            onContent.getOrDefault(id, any -> content(request, films.get(id))).to(request);
        } else if (request.method().name().equals("DELETE")) {
            videos.remove(id);
            raw(200, "{\"id\":\"" + id + "\",\"deleted\":true,\"object\":\"video.deleted\"}").to(request);
        } else {
            raw(200, video.encode()).to(request);
        }
    }

    private void create(HttpServerRequest request, String id) {
        MultiMap form = request.formAttributes();
        String type = request.getHeader("Content-Type");
        if (type == null || !type.startsWith("multipart/form-data; boundary=") || form.get("prompt") == null) {
            raw(422, "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"Field required\"}]}").to(request);
            return;
        }
        videos.put(id, new JsonObject().put("id", id).put("object", "video").put("status", "queued").put("progress", 0)
                .put("created_at", 1_790_000_000).put("model", form.get("model")).put("prompt", form.get("prompt"))
                .put("seconds", form.get("seconds")).put("size", form.get("size")).putNull("error"));
        onCreate.getOrDefault(form.get("prompt"), any -> raw(200, videos.get(id).encode()).to(request)).to(request);
    }

    private static void content(HttpServerRequest request, byte[] film) {
        if (film == null) {
            raw(404, "{\"detail\":\"Video is still in-progress\"}").to(request);
            return;
        }
        String range = request.getHeader("Range");
        request.response().putHeader("Content-Type", "video/mp4").putHeader("Accept-Ranges", "bytes");
        if (range == null) {
            request.response().end(Buffer.buffer(film));
            return;
        }
        String[] ends = range.substring("bytes=".length()).split("-", -1); // a range with a beginning
        int from = Integer.parseInt(ends[0]);
        int to = ends[1].isEmpty() ? film.length - 1 : Math.min(film.length - 1, Integer.parseInt(ends[1]));
        if (from > to) {
            raw(416, "", "Content-Range", "bytes */" + film.length).to(request);
            return;
        }
        request.response().setStatusCode(206).putHeader("Content-Range", "bytes " + from + "-" + to + "/" + film.length)
                .end(Buffer.buffer(film).getBuffer(from, to + 1));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
