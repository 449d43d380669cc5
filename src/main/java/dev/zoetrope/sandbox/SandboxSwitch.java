package dev.zoetrope.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/**
 * Whether the sandbox is enabled, and its key. The start-up code enables the sandbox if there is no vendor, and gives the
 * key to the vendor client. Nobody else gets the key.
 */
@ApplicationScoped
public class SandboxSwitch {
    private static final int KEY_BYTES = 24;

    /** Event that is fired once, when the sandbox is enabled. */
    public record Enabled() {
    }

    private final Event<Enabled> enabledEvent;
    private final String key;
    private volatile boolean enabled;

    SandboxSwitch(Event<Enabled> turnedOn) {
        this.enabledEvent = turnedOn;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = "sandbox-" + HexFormat.of().formatHex(random);
    }

    /** Enables the sandbox until the process ends. A second call does nothing. */
    public synchronized void enable() {
        if (!enabled) {
            enabled = true;
            enabledEvent.fire(new Enabled());
        }
    }

    public boolean enabled() {
        return enabled;
    }

    /** The bearer key; random, new at each start. */
    public String key() {
        return key;
    }

    /**
     * Whether the header has the right key. Compares in constant time.
     *
     * @param authorization the {@code Authorization} header; null if it is absent
     */
    public boolean accepts(String authorization) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, ("Bearer " + key).getBytes(StandardCharsets.UTF_8));
    }
}
