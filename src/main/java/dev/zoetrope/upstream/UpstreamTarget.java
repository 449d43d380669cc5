package dev.zoetrope.upstream;

import java.net.URI;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

/**
 * Which upstream this process speaks to. Decided once at start-up by {@code boot}, which knows whether it is a real one
 * or the sandbox; the sandbox's port is only known when the server listens, hence the supplier.
 */
@Singleton
public class UpstreamTarget {
    private Supplier<URI> base;
    private String key;
    private KeyMask mask = new KeyMask(null);
    private boolean sandbox;

    /**
     * @param base base URL without {@code /v1}, asked for at the first call
     * @param key the bearer key, never shown
     */
    public synchronized void point(Supplier<URI> base, String key) {
        this.base = base;
        this.key = key;
        this.mask = new KeyMask(key);
    }

    /** As {@link #point}, to this process itself. */
    public synchronized void pointToSandbox(Supplier<URI> base, String key) {
        point(base, key);
        sandbox = true;
    }

    /** Whether the upstream is this process itself. */
    public synchronized boolean isSandbox() {
        return sandbox;
    }

    /**
     * The base URL, without {@code /v1}.
     *
     * @throws IllegalStateException while it is not known
     */
    public synchronized URI base() {
        return base.get();
    }

    synchronized String authorization() {
        return "Bearer " + key;
    }

    /** What keeps our key out of the vendor's words. */
    synchronized KeyMask mask() {
        return mask;
    }
}
