package dev.zoetrope.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.zoetrope.fake.FakeVendor.Reply;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * A vendor of the protocol {@code dashscope} on a dynamic port. It answers as documented, unless a test asks for another
 * answer, and remembers every request. The prompt tells the creates of the tests apart.
 */
public final class FakeDashScope implements AutoCloseable {
    public static final String KEY = "sk-dashscope-secret-key";
    public static final String CREATE_PATH = "/api/v1/services/aigc/video-generation/video-synthesis";
    private static final String TASKS = "/api/v1/tasks/";
    private static final String CANCEL = "/cancel";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Reply> createReplies = new ConcurrentHashMap<>();
    private final Map<String, Reply> queryReplies = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> tasks = new ConcurrentHashMap<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private volatile Reply cancelReply;
    private final AtomicLong ids = new AtomicLong();

    /**
     * A request as it arrived.
     *
     * @param body null if it had none
     * @param taskId the id that a create gets if it is accepted; null for other requests
     */
    public record Seen(String method, String path, MultiMap headers, JsonObject body, String taskId) {
        /** The prompt of a create; empty if there is none. */
        public String prompt() {
            JsonObject input = body == null ? null : body.getJsonObject("input");
            return input == null ? "" : input.getString("prompt", "");
        }
    }

    public FakeDashScope() {
        try {
            server = vertx.createHttpServer().requestHandler(request -> request.bodyHandler(body -> handle(request, body)))
                    .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the fake vendor does not start", e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Creates with this prompt get this answer instead of a new task: {@link #error} or one of {@link Replies}. */
    public void onCreate(String prompt, Reply reply) {
        createReplies.put(prompt, reply);
    }

    /** Queries of this task get this answer. */
    public void onQuery(String taskId, Reply reply) {
        queryReplies.put(taskId, reply);
    }

    /** Sets the status of a task. */
    public void setStatus(String taskId, String status) {
        setOutput(taskId, status, Map.of());
    }

    /** Ends a task with a video. */
    public void succeed(String taskId, String videoUrl) {
        setOutput(taskId, "SUCCEEDED", Map.of("video_url", videoUrl));
    }

    /** Ends a task with an error. */
    public void fail(String taskId, String code, String message) {
        setOutput(taskId, "FAILED", Map.of("code", code, "message", message));
    }

    private void setOutput(String taskId, String status, Map<String, Object> more) {
        JsonObject output = new JsonObject().put("task_id", taskId).put("task_status", status);
        more.forEach(output::put);
        tasks.put(taskId, output);
    }

    /** All requests, in the order of their arrival. */
    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The creates with this prompt, in the order of their arrival. */
    public List<Seen> creates(String prompt) {
        return seen.stream().filter(one -> one.path().equals(CREATE_PATH) && one.prompt().equals(prompt)).toList();
    }

    /** Cancels are answered so; null: as documented. */
    public void onCancel(Reply reply) {
        cancelReply = reply;
    }

    /** The vendor's error: {@code {"code", "message", "request_id"}} with any status, and headers in pairs. */
    public static Reply error(int status, String code, String message, String... headers) {
        return Replies.raw(status, new JsonObject().put("code", code).put("message", message)
                .put("request_id", "0f1e2d3c-0000-4000-8000-000000000001").encode(), headers);
    }

    private void handle(HttpServerRequest request, Buffer bytes) {
        JsonObject body = bytes.length() == 0 ? null : bytes.toJsonObject();
        String taskId = request.path().equals(CREATE_PATH) ? "task-" + ids.incrementAndGet() : null;
        Seen arrived = new Seen(request.method().name(), request.path(), request.headers(), body, taskId);
        seen.add(arrived);
        reply(request, arrived).to(request, taskId);
    }

    private Reply reply(HttpServerRequest request, Seen arrived) {
        if (!("Bearer " + KEY).equals(request.getHeader("Authorization"))) {
            return error(401, "InvalidApiKey", "Invalid API-key provided.");
        }
        String route = arrived.method() + " " + arrived.path();
        if (route.equals("POST " + CREATE_PATH)) {
            return createReplies.getOrDefault(arrived.prompt(), this::create);
        }
        if (route.startsWith("POST " + TASKS) && route.endsWith(CANCEL)) {
            Reply told = cancelReply;
            return told != null ? told
                    : cancel(arrived.path().substring(TASKS.length(), arrived.path().length() - CANCEL.length()));
        }
        if (route.startsWith("GET " + TASKS)) {
            String id = arrived.path().substring(TASKS.length());
            return queryReplies.getOrDefault(id, query(id));
        }
        return error(404, "NotFound", "There is no such path.");
    }

    private void create(HttpServerRequest request, String taskId) {
        if (!"enable".equals(request.getHeader("X-DashScope-Async"))) {
            error(403, "AccessDenied", "current user api does not support synchronous calls.").to(request, taskId);
            return;
        }
        setStatus(taskId, "PENDING");
        output(tasks.get(taskId)).to(request, taskId);
    }

    private Reply query(String taskId) {
        JsonObject unknown = new JsonObject().put("task_id", taskId).put("task_status", "UNKNOWN");
        return output(tasks.getOrDefault(taskId, unknown));
    }

    private Reply cancel(String taskId) {
        JsonObject task = tasks.get(taskId);
        if (task == null || !"PENDING".equals(task.getString("task_status"))) {
            return error(400, "UnsupportedOperation",
                    "Failed to cancel the task, please confirm if the task is in PENDING status.");
        }
        setStatus(taskId, "CANCELED");
        return Replies.raw(200, answer().encode());
    }

    private static Reply output(JsonObject output) {
        return Replies.raw(200, answer().put("output", output).encode(), "Content-Type", "application/json");
    }

    private static JsonObject answer() {
        return new JsonObject().put("request_id", "0f1e2d3c-0000-4000-8000-000000000000");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
