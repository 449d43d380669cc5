package dev.zoetrope.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Set<String> otherKeys = ConcurrentHashMap.newKeySet();
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

    /** Accepts further keys: those that the settings give to vendors that are the sandbox. */
    public void accept(Collection<String> keys) {
        otherKeys.addAll(keys);
    }

    /**
     * Whether the header has one of the keys. Compares in constant time.
     *
     * @param authorization the {@code Authorization} header; null if it is absent
     */
    public boolean accepts(String authorization) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        boolean accepted = isBearer(given, key);
        for (String other : otherKeys) {
            accepted |= isBearer(given, other);
        }
        return accepted;
    }

    private static boolean isBearer(byte[] given, String accepted) {
        return MessageDigest.isEqual(given, ("Bearer " + accepted).getBytes(StandardCharsets.UTF_8));
    }
}
