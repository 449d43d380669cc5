package dev.zoetrope.video;

/**
 * The owner of an API key. The id is the name that the operator gave to the key. In a sandbox without configured keys it is
 * the hash of the key.
 *
 * @param id never null or blank; safe to log
 */
public record Caller(String id) {
    public Caller {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("the id of a caller must not be blank");
        }
    }
}
