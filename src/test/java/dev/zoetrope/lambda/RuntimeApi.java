package dev.zoetrope.lambda;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** Amazon's side of a function ("Using the Lambda runtime API for custom runtimes"): events one by one, and their answers. */
final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final BlockingQueue<HttpServerRequest> polls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final AtomicLong events = new AtomicLong();
    private volatile Runnable idle = () -> {
    };

    RuntimeApi() {
        try {
            server = vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1").toCompletionStage()
                    .toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the runtime API does not start", e);
        }
    }

    String address() {
        return "127.0.0.1:" + server.actualPort();
    }

    /** Told when the function asks for its next event: it has answered the last one. */
    void onIdle(Runnable listener) {
        idle = listener;
    }

    private void handle(HttpServerRequest request) {
        if (request.path().equals(BASE + "invocation/next")) {
            idle.run();
            polls.add(request);
            return;
        }
        boolean failed = request.path().endsWith("/error");
        request.bodyHandler(body -> {
            request.response().setStatusCode(202).end();
            answers.add(new Answer(failed, body.toJsonObject()));
        });
    }

    /** Waits until the function asks for an event. False if it does not. */
    boolean awaitPoll(long seconds) throws InterruptedException {
        HttpServerRequest poll = polls.poll(seconds, TimeUnit.SECONDS);
        return poll != null && polls.add(poll);
    }

    /** Hands it the event; it must be asking for one. */
    void hand(JsonObject event) {
        polls.remove().response().putHeader("Lambda-Runtime-Aws-Request-Id", "event-" + events.incrementAndGet())
                .putHeader("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000))
                .putHeader("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:films")
                .putHeader("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0")
                .putHeader("Content-Type", "application/json").end(event.encode());
    }

    /** The next answer, as if the function had died if it has none. */
    Answer answer(long seconds) throws InterruptedException {
        Answer answer = answers.poll(seconds, TimeUnit.SECONDS);
        return answer == null ? ended() : answer;
    }

    /** The function has ended: nobody asks, and nobody answers. */
    void gone() {
        answers.add(ended());
    }

    private static Answer ended() {
        return new Answer(true, new JsonObject().put("errorType", "Runtime.ExitError"));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
