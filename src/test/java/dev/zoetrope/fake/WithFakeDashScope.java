package dev.zoetrope.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Starts a {@link FakeDashScope} and makes it the only vendor of the application. Fields of type {@code FakeDashScope} in the
 * test are set.
 */
public class WithFakeDashScope implements QuarkusTestResourceLifecycleManager {
    /** Key of a caller. */
    public static final String ALICE = "key-of-alice-long";
    private static final String VENDOR = "zoetrope.vendors.alibaba.";

    private FakeDashScope vendor;

    @Override
    public Map<String, String> start() {
        vendor = new FakeDashScope();
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "dashscope");
            return Map.ofEntries(Map.entry(VENDOR + "protocol", "dashscope"), Map.entry(VENDOR + "url", vendor.url()),
                    Map.entry(VENDOR + "keys", FakeDashScope.KEY), Map.entry(VENDOR + "asks-per-second", "1000"),
                    Map.entry(VENDOR + "running", "1000"), Map.entry(VENDOR + "creates-per-second", "1000"),
                    Map.entry(VENDOR + "models.\"wan-2.7-text-to-video\"", "wan2.7-t2v"),
                    Map.entry(VENDOR + "models.\"wan-2.7-image-to-video\"", "wan2.7-i2v"),
                    Map.entry("zoetrope.keys", "alice:" + ALICE), Map.entry("zoetrope.data-dir", data.toString()),
                    Map.entry("zoetrope.upstream.connect-timeout", "1s"),
                    Map.entry("zoetrope.upstream.read-timeout", "2s"), Map.entry("zoetrope.task.fresh", "1ms"),
                    Map.entry("zoetrope.track.min-interval", "1h"), Map.entry("zoetrope.track.max-interval", "1h"),
                    Map.entry("zoetrope.vault.mode", "off"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(vendor, new TestInjector.MatchesType(FakeDashScope.class));
    }

    @Override
    public void stop() {
        vendor.close();
    }
}
