package dev.zoetrope.video;

/**
 * One thing wrong with a request.
 *
 * @param param the member or parameter, as the caller wrote it, for example {@code image_urls}; never null
 * @param code a stable word for programs, for example {@code out_of_range}; never null
 * @param message for a person; names the member and what is allowed; never null
 */
public record Fault(String param, String code, String message) {
}
