package dev.zoetrope.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/**
 * Whether the sandbox is mounted, and the key it takes. Boot turns it on when there is no real upstream, and hands the
 * key to whoever speaks to the upstream; nobody else is meant to know it.
 */
@ApplicationScoped
public class SandboxSwitch {
    private static final int KEY_BYTES = 24;

    /** Fired once, when the sandbox is turned on. */
    public record Enabled() {
    }

    private final Event<Enabled> turnedOn;
    private final String key;
    private volatile boolean enabled;

    SandboxSwitch(Event<Enabled> turnedOn) {
        this.turnedOn = turnedOn;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = "sandbox-" + HexFormat.of().formatHex(random);
    }

    /** Turns it on for the rest of this process; a second call does nothing. */
    public synchronized void enable() {
        if (!enabled) {
            enabled = true;
            turnedOn.fire(new Enabled());
        }
    }

    public boolean enabled() {
        return enabled;
    }

    /** The bearer key, another one after each start. */
    public String key() {
        return key;
    }

    /** Compares in constant time. */
    public boolean opens(String authorization) {
        byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, ("Bearer " + key).getBytes(StandardCharsets.UTF_8));
    }
}
