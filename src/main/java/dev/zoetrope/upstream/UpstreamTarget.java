package dev.zoetrope.upstream;

import java.net.URI;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

/**
 * The base URL and the key of the vendor that this process calls. Package {@code boot} sets it once at start-up, to a real
 * vendor or to the sandbox. The base URL is a supplier, because the sandbox's port is unknown until the server listens.
 */
@Singleton
public class UpstreamTarget {
    private Supplier<URI> base;
    private String authorization;
    private KeyMask mask = new KeyMask(null);
    private boolean sandbox;

    /**
     * Sets the vendor.
     *
     * @param base base URL without {@code /v1}; read at the first call of the vendor
     * @param key the bearer key; never logged or shown
     */
    public synchronized void useVendor(Supplier<URI> base, String key) {
        this.base = base;
        this.authorization = "Bearer " + key;
        this.mask = new KeyMask(key);
    }

    /** Like {@link #useVendor}, for the sandbox in this process. */
    public synchronized void useSandbox(Supplier<URI> base, String key) {
        useVendor(base, key);
        sandbox = true;
    }

    /** Whether the vendor is the sandbox in this process. */
    public synchronized boolean isSandbox() {
        return sandbox;
    }

    /**
     * The base URL, without {@code /v1}.
     *
     * @throws IllegalStateException while it is unknown
     */
    public synchronized URI base() {
        return base.get();
    }

    synchronized String authorization() {
        return authorization;
    }

    /** Removes the gateway's key from texts of the vendor. */
    synchronized KeyMask mask() {
        return mask;
    }
}
