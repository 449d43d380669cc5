package dev.zoetrope.video;

/**
 * The vendor that a create is sent to, and the key that it is sent with. A task that the vendor has accepted keeps its pin for
 * ever: only this vendor has the task, and perhaps only the account of this key may ask for it.
 *
 * @param vendor the vendor's name in the settings; never null
 * @param key the name of the key: the first 8 hexadecimal digits of its SHA-256; empty if the vendor needs no key, or if the
 *        task is older than names of keys
 */
public record Pin(String vendor, String key) {
    /** The vendor of {@code zoetrope.upstream.url} and {@code .key}, and of tasks that are older than vendors' names. */
    public static final String DEFAULT_VENDOR = "default";

    /** For the log: {@code vendor/key}, or the vendor alone. */
    @Override
    public String toString() {
        return key.isEmpty() ? vendor : vendor + "/" + key;
    }
}
