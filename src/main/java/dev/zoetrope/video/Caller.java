package dev.zoetrope.video;

/**
 * Who asked. The id is the name the operator gave a key, or, in the keyless sandbox, the hash of the key.
 *
 * @param id never null or blank; safe to log
 */
public record Caller(String id) {
    public Caller {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("a caller has an id");
        }
    }
}
