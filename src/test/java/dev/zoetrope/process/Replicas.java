package dev.zoetrope.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.Replies;
import dev.zoetrope.fake.Signal;

/** Several gateways, each a process of its own, that share one PostgreSQL and one vendor. */
final class Replicas implements AutoCloseable {
    static final String KEY = "key-of-alice-long";
    static final String FILM = "https://cdn.example.com/film.mp4";
    /** What a lease comes to with these settings, and as long again for the loops and a busy machine. */
    static final Duration WITHIN_THE_LEASE = Duration.ofSeconds(80);

    final FakeVendor vendor = new FakeVendor();
    final List<GatewayProcess> gateways = new ArrayList<>();
    final String database = Postgres.fresh();
    private final Path data;

    Replicas(Path data) {
        this.data = data;
    }

    GatewayProcess start() {
        return start(database);
    }

    /** @param url how this one reaches the database */
    GatewayProcess start(String url) {
        GatewayProcess gateway = GatewayProcess.start(data.resolve("replica-" + gateways.size()), settings(url));
        gateways.add(gateway);
        return gateway;
    }

    Map<String, String> settings(String url) {
        return new HashMap<>(Map.ofEntries(Map.entry("ZOETROPE_DATABASE_URL", url),
                Map.entry("ZOETROPE_DATABASE_HEARTBEAT", "500ms"), Map.entry("ZOETROPE_LEDGER_STATEMENT_TIMEOUT", "2s"),
                Map.entry("ZOETROPE_LEDGER_RETRY_AFTER", "500ms"), Map.entry("ZOETROPE_UPSTREAM_URL", vendor.url()),
                Map.entry("ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY), Map.entry("ZOETROPE_KEYS", "alice:" + KEY),
                Map.entry("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "1s"), Map.entry("ZOETROPE_UPSTREAM_READ_TIMEOUT", "8s"),
                // Questions come from the loops alone; the books are read from the list.
                Map.entry("ZOETROPE_TASK_FRESH", "1h"), Map.entry("ZOETROPE_TRACK_INTERVAL", "200ms")));
    }

    /** The id of a task made at this gateway. */
    static String create(GatewayProcess gateway, String prompt) {
        return gateway.as(KEY).contentType("application/json").body(Calls.body(prompt)).post(Calls.GENERATIONS).then()
                .statusCode(200).extract().path("id");
    }

    /** A task as this gateway has it. */
    static String status(GatewayProcess gateway, String id) {
        return gateway.as(KEY).get("/v1/tasks/" + id).then().statusCode(200).extract().path("status");
    }

    /** How many tasks of this status there are; at most 100 are counted. */
    static int count(GatewayProcess gateway, String status) {
        return gateway.as(KEY).get("/v1/tasks?limit=100&status=" + status).then().statusCode(200).extract()
                .jsonPath().getList("data").size();
    }

    /** How often any of them said so. */
    long said(String words) {
        return gateways.stream().flatMap(gateway -> gateway.output().lines()).filter(line -> line.contains(words))
                .count();
    }

    /** An answer to a create: takes it, and has it done when it is first asked. */
    FakeVendor.Reply completing() {
        return (request, vendorId) -> {
            vendor.onQuery(vendorId, Replies.completed(FILM));
            Replies.accepted().to(request, vendorId);
        };
    }

    /** {@code SIGSTOP} or {@code SIGCONT}. */
    static void signal(GatewayProcess gateway, String signal) {
        Signal.valueOf(signal).to(gateway.pid());
    }

    @Override
    public void close() {
        gateways.forEach(GatewayProcess::close);
        vendor.close();
    }
}
