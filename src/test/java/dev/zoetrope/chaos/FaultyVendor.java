package dev.zoetrope.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * A vendor that takes creates and renders, and gets {@link ChaosPlan#FAULTS} of all its answers wrong. The first of two
 * refuses accounts ({@link ChaosPlan#refusal}) and ends the connection of each create, so that its closed port is seen.
 */
final class FaultyVendor implements AutoCloseable {
    /** Longer than the patience of the gateway in one of three. */
    private static final double LATEST = 1.5;
    /** Slow, and yet in time on a busy machine. */
    private static final double SLOWEST = 0.6;
    /** One in so many 429 names a time. */
    private static final int PAUSES = 20;
    /** {@code completed}, and the file comes later: seen by public clients. */
    private static final double LATE_FILES = 0.05;
    private static final Duration FILE_LATE = Duration.ofSeconds(2);

    private static final String PLACE = "/place-";

    private final Vertx vertx = Vertx.vertx();
    private final ChaosPlan plan;
    private final String name;
    private final VendorBook book;
    private final Handovers handovers;
    private final Map<String, Account> accounts = new HashMap<>();
    private final List<Account> order = new ArrayList<>();
    private final long gatewayPatienceMillis;
    private final AtomicLong asks = new AtomicLong();
    private final HttpServer server;
    private final Door door;

    /** @param name in the settings */
    FaultyVendor(ChaosPlan plan, String name, VendorBook book, Handovers handovers, Duration gatewayPatience) {
        this.plan = plan;
        this.name = name;
        this.book = book;
        this.handovers = handovers;
        Account.keys(name).forEach(key -> {
            order.add(Account.of(name, key));
            accounts.put("Bearer " + key, Account.of(name, key));
        });
        this.gatewayPatienceMillis = gatewayPatience.toMillis();
        try {
            server = vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1")
                    .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the vendor does not start", e);
        }
        door = plan.severalVendors() ? new Door(server.actualPort()) : null;
    }

    String name() {
        return name;
    }

    /** Each gateway has a URL of its own, so that it is known by what it sends. */
    String url(int place) {
        return "http://127.0.0.1:" + (door == null ? server.actualPort() : door.port()) + PLACE + place;
    }

    /** Its port, which can be closed; null for the only vendor. */
    Door door() {
        return door;
    }

    long asks() {
        return asks.get();
    }

    private void handle(HttpServerRequest request) {
        int end = request.path().indexOf('/', PLACE.length());
        String path = request.path().substring(end);
        Account account = accounts.getOrDefault(request.getHeader("Authorization"), new Account(name, "unknown"));
        if (path.startsWith("/v1/tasks/")) {
            asked(request, account, path.substring("/v1/tasks/".length()));
        } else {
            int place = Integer.parseInt(request.path().substring(PLACE.length(), end));
            request.bodyHandler(body -> created(request, body.toJsonObject().getString("prompt"), account, place));
        }
    }

    private void created(HttpServerRequest request, String prompt, Account account, int place) {
        VendorBook.Create create = book.arrived(prompt, account, refusal(prompt, account));
        Handovers.Handover handover = new Handovers.Handover(prompt, place, account);
        request.response().endHandler(out -> {
            create.answered = System.nanoTime();
            if (create.mood.defers()) {
                handovers.said(handover);
            }
        });
        if (name.equals(Account.FIRST)) {
            request.response().putHeader("Connection", "close");
        }
        if (create.mood.defers()) {
            Context context = vertx.getOrCreateContext();
            handovers.begins(handover, () -> context.runOnContext(free -> answer(request, create)));
        } else {
            answer(request, create);
        }
    }

    private Mood refusal(String prompt, Account account) {
        return name.equals(Account.FIRST) ? plan.refusal(Wish.number(prompt), order.indexOf(account)) : null;
    }

    private void answer(HttpServerRequest request, VendorBook.Create create) {
        switch (create.mood) {
            case WELL -> say(request, 200, task(create, "pending", 0));
            case DEFERRED -> defer(request);
            case DEFERRED_SLOWLY -> later(create.prompt, SLOWEST, () -> defer(request));
            case NO_CHANNEL -> say(request, 503, error("service_unavailable_error", "no_compatible_channel"));
            case DEFERRED_FOREVER -> say(request, 429, error("rate_limit_error", "too_many_requests"));
            case KEY_REFUSED -> say(request, 401, error("authentication_error", "invalid_key"));
            case NO_MONEY -> say(request, 402, error("billing_error", "insufficient_balance"));
            case FORBIDDEN -> say(request, 403, error("permission_error", "account_suspended"));
            case NO_MODEL -> say(request, 404, error("not_found_error", "model_not_found"));
            case REFUSED -> say(request, 422, error("invalid_request_error", "image_too_dark"));
            case GARBLED -> request.response().putHeader("Content-Type", "text/html").end("<html>It works!</html>");
            case BAD_GATEWAY -> request.response().setStatusCode(502).end("<html>Bad gateway</html>");
            case SLOW -> later(create.prompt, SLOWEST, () -> say(request, 200, task(create, "pending", 0)));
            case LATE -> later(create.prompt, LATEST, () -> say(request, 200, task(create, "pending", 0)));
            default -> cut(request, create);
        }
    }

    private static void defer(HttpServerRequest request) {
        if (!request.response().closed()) {
            request.response().putHeader("Retry-After", "1");
            say(request, 429, error("rate_limit_error", "too_many_requests"));
        }
    }

    private static void cut(HttpServerRequest request, VendorBook.Create create) {
        create.answered = System.nanoTime();
        request.connection().close();
    }

    private void asked(HttpServerRequest request, Account account, String id) {
        Random chance = plan.chance("ask " + id, asks.incrementAndGet());
        VendorBook.Create render = book.asked(account, id);
        if (chance.nextDouble() >= ChaosPlan.FAULTS) {
            told(request, render);
            return;
        }
        switch (chance.nextInt(5)) {
            case 0 -> request.connection().close();
            case 1 -> later(id, LATEST, () -> told(request, render));
            case 2 -> request.response().end("{\"id\":\"" + id + "\",\"status\":\"comp");
            case 3 -> request.response().setStatusCode(500).end("<html>Oh no</html>");
            default -> {
                // The gateway then asks nothing at all for so long: it cannot be the rule.
                if (chance.nextInt(PAUSES) == 0) {
                    defer(request);
                } else {
                    say(request, 429, error("rate_limit_error", "too_many_requests"));
                }
            }
        }
    }

    private void told(HttpServerRequest request, VendorBook.Create render) {
        if (render == null) {
            say(request, 404, error("not_found", "task_not_found"));
        } else if (!book.ended(render)) {
            say(request, 200, task(render, "processing", 40));
        } else if (render.fails) {
            say(request, 200, task(render, "failed", 40)
                    .put("error", new JsonObject().put("code", "render_failed").put("message", "The render failed.")));
        } else {
            JsonArray files = new JsonArray();
            boolean fileLate = plan.chance("file " + render.prompt, 0).nextDouble() < LATE_FILES;
            if (!fileLate || book.over(render).compareTo(FILE_LATE) > 0) {
                files.add(new JsonObject().put("url", render.film()).put("content_type", "video/mp4"));
            }
            say(request, 200, task(render, "completed", 100).put("results", files));
        }
    }

    /** @param latest in parts of the gateway's patience */
    private void later(String whose, double latest, Runnable answer) {
        double part = plan.chance("late " + whose, 0).nextDouble() * latest;
        vertx.setTimer(1 + (long) (part * gatewayPatienceMillis), timer -> answer.run());
    }

    private static JsonObject task(VendorBook.Create create, String status, int progress) {
        return new JsonObject().put("created", 1757165031).put("id", create.id).put("model", "wan-2.7-image-to-video")
                .put("object", "video.generation.task").put("progress", progress).put("status", status)
                .put("task_info", new JsonObject().put("can_cancel", true).put("estimated_time", 30))
                .put("type", "video");
    }

    private static JsonObject error(String type, String code) {
        return new JsonObject().put("error",
                new JsonObject().put("type", type).put("code", code).put("message", "The vendor says no."));
    }

    private static void say(HttpServerRequest request, int status, JsonObject body) {
        if (!request.response().closed()) {
            request.response().setStatusCode(status).putHeader("Content-Type", "application/json").end(body.encode());
        }
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
