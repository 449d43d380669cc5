package dev.zoetrope.admit;

/**
 * Whose a key is.
 *
 * @param name as configured; for a caller also the {@link dev.zoetrope.video.Caller}'s id
 * @param role {@link dev.zoetrope.video.Role#CALLER} or {@link dev.zoetrope.video.Role#OPERATOR}
 */
public record KeyHolder(String name, String role) {
}
