package dev.zoetrope.admit;

/**
 * The caller or operator that a key belongs to.
 *
 * @param name the configured name; for a caller it is also the id of the {@link dev.zoetrope.video.Caller}
 * @param role {@link dev.zoetrope.video.Role#CALLER} or {@link dev.zoetrope.video.Role#OPERATOR}
 */
public record KeyHolder(String name, String role) {
}
