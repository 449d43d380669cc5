package dev.zoetrope.track;

import java.util.HashMap;
import java.util.Map;

import dev.zoetrope.fake.WithFakeVendor;

/** A gateway that polls often, so that tests need not wait. */
public class TrackingScenario extends WithFakeVendor {
    @Override
    public Map<String, String> tightened() {
        Map<String, String> settings = new HashMap<>(Map.of("zoetrope.track.min-interval", "20ms",
                "zoetrope.track.max-interval", "100ms", "zoetrope.track.interval", "50ms", "test.track.pace", "10ms",
                "test.task.results-wait", "700ms",
                "test.track.retention-interval", "100ms", "test.track.retention-pause", "5ms",
                "test.track.retention-batch", "2"));
        settings.putAll(more());
        return settings;
    }

    protected Map<String, String> more() {
        return Map.of();
    }

    /** With a deadline short enough for a test. */
    public static class InAHurry extends TrackingScenario {
        @Override
        protected Map<String, String> more() {
            return Map.of("zoetrope.task.deadline", "700ms", "test.task.first-late-look", "100ms",
                    "test.task.longest-late-look", "200ms");
        }
    }

    /** In on-demand mode. */
    public static class OnDemand extends TrackingScenario {
        @Override
        protected Map<String, String> more() {
            return Map.of("zoetrope.track.mode", "on-demand", "zoetrope.submit.first-back-off", "1ms",
                    "zoetrope.submit.longest-back-off", "2ms");
        }
    }
}
