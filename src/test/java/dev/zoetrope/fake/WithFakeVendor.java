package dev.zoetrope.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Starts a {@link FakeVendor} and points the application at it, whether that runs in this JVM or as a package or native
 * executable. Fields of type {@code FakeVendor} in the test are filled.
 */
public class WithFakeVendor implements QuarkusTestResourceLifecycleManager {
    /** Keys of two callers. */
    public static final String ALICE = "key-of-alice";
    public static final String BOB = "key-of-bob";

    private FakeVendor vendor;

    @Override
    public Map<String, String> start() {
        vendor = new FakeVendor();
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "vendor");
            return Map.of("zoetrope.upstream.url", vendor.url(), "zoetrope.upstream.key", FakeVendor.KEY,
                    "zoetrope.keys", "alice:" + ALICE + ",bob:" + BOB, "zoetrope.data-dir", data.toString(),
                    "zoetrope.upstream.connect-timeout", "1s", "zoetrope.upstream.read-timeout", "2s",
                    "zoetrope.task.fresh", "1ms", "zoetrope.upstream.asks-per-second", "1000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
