package dev.zoetrope.lambda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.zoetrope.api.Calls;
import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.Postgres;
import dev.zoetrope.fake.WithFakeVendor;
import io.vertx.core.json.JsonObject;

/** A vendor, an empty PostgreSQL, and the functions that live between them. */
final class Surroundings implements AutoCloseable {
    final FakeVendor vendor = new FakeVendor();
    final String database = Postgres.fresh();
    private final List<Function> functions = new ArrayList<>();

    /** What a function needs to start, its times such that a busy machine makes no create unknown. */
    Map<String, String> settings() {
        return new HashMap<>(Map.ofEntries(Map.entry("ZOETROPE_DATABASE_URL", database),
                Map.entry("ZOETROPE_UPSTREAM_URL", vendor.url()), Map.entry("ZOETROPE_UPSTREAM_KEY", FakeVendor.KEY),
                Map.entry("ZOETROPE_KEYS", "alice:" + WithFakeVendor.ALICE),
                Map.entry("ZOETROPE_OPERATOR_KEYS", "ops:" + WithFakeVendor.OPS), Map.entry("ZOETROPE_PUBLIC_URL", ""),
                Map.entry("ZOETROPE_UPSTREAM_CONNECT_TIMEOUT", "4s"), Map.entry("ZOETROPE_UPSTREAM_READ_TIMEOUT", "20s"),
                Map.entry("ZOETROPE_SUBMIT_WAIT", "60s"),
                Map.entry("ZOETROPE_TASK_FRESH", "1ms"), Map.entry("ZOETROPE_TRACK_MIN_INTERVAL", "50ms"),
                Map.entry("ZOETROPE_TRACK_MAX_INTERVAL", "200ms")));
    }

    Function start(Map<String, String> changed) {
        Map<String, String> settings = settings();
        settings.putAll(changed);
        return run(settings);
    }

    /** With these settings and no others. */
    Function run(Map<String, String> settings) {
        Function function = new Function(settings);
        functions.add(function);
        return function;
    }

    /** A create with this prompt. */
    static Event create(String prompt) {
        return Event.create(Calls.body(prompt));
    }

    static Event task(String id) {
        return Event.get("/v1/tasks/" + id).alice();
    }

    /** A tick by an operator. */
    static JsonObject tick() {
        return Event.post("/v1/maintenance/tick").key(WithFakeVendor.OPS).json();
    }

    String vendorId(String prompt) {
        return vendor.creates(prompt).get(0).vendorId();
    }

    @Override
    public void close() {
        functions.forEach(Function::close);
        vendor.close();
    }
}
