package dev.zoetrope.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Starts a {@link FakeVendor} and points the application at it, whether that runs in this JVM or as a package or native
 * executable. Fields of type {@code FakeVendor} in the test are filled.
 */
public class WithFakeVendor implements QuarkusTestResourceLifecycleManager {
    /** Keys of two callers. */
    public static final String ALICE = "key-of-alice-long";
    public static final String BOB = "key-of-bob-longer";
    /** Key of an operator. */
    public static final String OPS = "key-of-ops-longer";

    public static final String GUARDS = "quarkus.fault-tolerance.\"dev.zoetrope.upstream.Upstream";

    private FakeVendor vendor;

    @Override
    public Map<String, String> start() {
        vendor = vendor();
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "vendor");
            Map<String, String> settings = new HashMap<>(Map.ofEntries(Map.entry("zoetrope.upstream.url", vendor.url()),
                    Map.entry("zoetrope.upstream.key", FakeVendor.KEY),
                    Map.entry("zoetrope.keys", "alice:" + ALICE + ",bob:" + BOB),
                    Map.entry("zoetrope.operator-keys", "ops:" + OPS),
                    Map.entry("zoetrope.data-dir", data.toString()),
                    Map.entry("zoetrope.upstream.connect-timeout", "1s"),
                    Map.entry("zoetrope.upstream.read-timeout", "2s"),
                    Map.entry("zoetrope.task.fresh", "1ms"),
                    Map.entry("zoetrope.upstream.asks-per-second", "1000"),
                    // These tests count questions: the loop keeps out of it.
                    Map.entry("zoetrope.track.min-interval", "1h"),
                    Map.entry("zoetrope.track.max-interval", "1h"),
                    // The films of this vendor are names only.
                    Map.entry("zoetrope.vault.mode", "off"),
                    // These tests are one bad day after another; the breaker has a test of its own.
                    Map.entry("guards.create.volume", "100000"),
                    Map.entry("guards.ask.volume", "100000")));
            settings.putAll(tightened());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FakeVendor vendor() {
        return new FakeVendor();
    }

    /** Settings a test wants otherwise. */
    public Map<String, String> tightened() {
        return Map.of();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(vendor, new TestInjector.MatchesType(FakeVendor.class));
    }

    @Override
    public void stop() {
        vendor.close();
    }
}
