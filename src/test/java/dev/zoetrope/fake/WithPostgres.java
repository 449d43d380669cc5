package dev.zoetrope.fake;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Points the application at an empty schema of a real PostgreSQL. */
public class WithPostgres implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("zoetrope.database.url", Postgres.fresh());
    }

    @Override
    public void stop() {
        // the server is shared, and ends with the process
    }
}
