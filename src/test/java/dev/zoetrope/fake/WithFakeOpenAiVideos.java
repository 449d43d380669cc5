package dev.zoetrope.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Starts a {@link FakeOpenAiVideos} and makes it the only vendor of the application. Fields of type {@code FakeOpenAiVideos} in
 * the test are set. Redirects of the vendor may lead to {@code localhost}.
 */
public class WithFakeOpenAiVideos implements QuarkusTestResourceLifecycleManager {
    /** Key of the gateway at the vendor. */
    public static final String VENDOR_KEY = "sk-openai-videos-secret-key";
    private static final String VENDOR = "zoetrope.vendors.gpu.";

    private FakeOpenAiVideos vendor;

    @Override
    public Map<String, String> start() {
        vendor = new FakeOpenAiVideos();
        try {
            Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "test-data")), "openai");
            return Map.ofEntries(Map.entry(VENDOR + "protocol", "openai-videos"), Map.entry(VENDOR + "url", vendor.url()),
                    Map.entry(VENDOR + "keys", VENDOR_KEY), Map.entry(VENDOR + "asks-per-second", "1000"),
                    Map.entry(VENDOR + "models.\"wan-2.7-text-to-video\"", "Wan-AI/Wan2.2-T2V-A14B-Diffusers"),
                    Map.entry(VENDOR + "models.\"wan-2.7-image-to-video\"", "Wan-AI/Wan2.2-I2V-A14B-Diffusers"),
                    Map.entry("zoetrope.keys", "alice:" + WithFakeVendor.ALICE),
                    Map.entry("zoetrope.data-dir", data.toString()),
                    Map.entry("zoetrope.upstream.connect-timeout", "5s"),
                    Map.entry("zoetrope.upstream.read-timeout", "5s"), Map.entry("zoetrope.submit.wait", "30s"),
                    Map.entry("zoetrope.submit.first-back-off", "200ms"),
                    Map.entry("zoetrope.submit.longest-back-off", "1s"), Map.entry("zoetrope.task.fresh", "1ms"),
                    // The tests poll: the loop stays out of it.
                    Map.entry("zoetrope.track.min-interval", "1h"), Map.entry("zoetrope.track.max-interval", "1h"),
                    // Without copies, each request for a file is a stream from the vendor.
                    Map.entry("zoetrope.vault.mode", "off"), Map.entry("zoetrope.vault.private-hosts", "localhost"),
                    // Many creates of these tests have no answer; the breaker has tests of its own.
                    Map.entry("guards.create.volume", "100000"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(vendor, new TestInjector.MatchesType(FakeOpenAiVideos.class));
    }

    @Override
    public void stop() {
        vendor.close();
    }
}
