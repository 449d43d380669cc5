package dev.zoetrope.fake;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/**
 * A vendor on a dynamic port that does as each test says and remembers everything it saw. Which create is whose is told
 * by its prompt, so that tests do not disturb one another.
 */
public final class FakeVendor implements AutoCloseable {
    public static final String KEY = "vendor-secret-key";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, List<Seen>> creates = new ConcurrentHashMap<>();
    private final Map<String, Reply> words = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asks = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** How the vendor answers one request. */
    public interface Reply {
        void to(HttpServerRequest request, String vendorId);
    }

    /**
     * A create as it arrived.
     *
     * @param vendorId the id the vendor gave it, known to the test only
     */
    public record Seen(MultiMap headers, JsonObject body, String vendorId) {
    }

    public FakeVendor() {
        this(0);
    }

    /** A vendor on a port that was chosen before. */
    public FakeVendor(int port) {
        this(port, new HttpServerOptions());
    }

    /** A vendor on a port that was chosen before, with TLS for example. */
    public FakeVendor(int port, HttpServerOptions options) {
        try {
            server = vertx.createHttpServer(options).requestHandler(this::handle).listen(port, "127.0.0.1")
                    .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the fake vendor does not start", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Creates with this prompt are answered so. Without a word here they are accepted. */
    public void onCreate(String prompt, Reply reply) {
        replies.put(prompt, reply);
    }

    /** Questions about this task are answered so. Without a word here it is processing at 40 percent. */
    public void onQuery(String vendorId, Reply reply) {
        words.put(vendorId, reply);
    }

    /** What arrived with this prompt, in order. */
    public List<Seen> creates(String prompt) {
        return creates.getOrDefault(prompt, List.of());
    }

    /** How often this task was asked about. */
    public int asks(String vendorId) {
        return asks.getOrDefault(vendorId, new AtomicInteger()).get();
    }

    /** How many requests arrived, of whatever kind. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpServerRequest request) {
        requests.incrementAndGet();
        if (request.path().startsWith("/v1/tasks/")) {
            String id = request.path().substring("/v1/tasks/".length());
            asks.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet();
            words.getOrDefault(id, Replies.processing(40)).to(request, id);
            return;
        }
        request.bodyHandler(bytes -> created(request, bytes));
    }

    private void created(HttpServerRequest request, Buffer bytes) {
        JsonObject body = bytes.toJsonObject();
        String prompt = body.getString("prompt", "");
        String vendorId = "vendor-" + ids.incrementAndGet() + "-" + System.identityHashCode(this);
        creates.computeIfAbsent(prompt, any -> new CopyOnWriteArrayList<>())
                .add(new Seen(request.headers(), body, vendorId));
        replies.getOrDefault(prompt, Replies.accepted()).to(request, vendorId);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
