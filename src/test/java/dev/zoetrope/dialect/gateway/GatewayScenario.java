package dev.zoetrope.dialect.gateway;

import java.util.HashMap;
import java.util.Map;

import dev.zoetrope.deliver.WithReceiver;

/** A gateway with short intervals that sends callbacks, and gives the vendor files by its public URL. */
public class GatewayScenario extends WithReceiver {
    @Override
    public Map<String, String> tightened() {
        Map<String, String> settings = new HashMap<>(super.tightened());
        settings.putAll(Map.of("zoetrope.track.min-interval", "20ms", "zoetrope.track.max-interval", "100ms",
                "test.events.heartbeat", "50ms", "zoetrope.submit.first-back-off", "20ms", "zoetrope.submit.longest-back-off",
                "60ms", "zoetrope.public-url", "https://video.example/gateway"));
        return settings;
    }
}
