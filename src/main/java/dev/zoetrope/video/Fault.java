package dev.zoetrope.video;

/**
 * One fault of a request.
 *
 * @param param name of the member or parameter, as the caller wrote it, for example {@code image_urls}; never null
 * @param code a stable code for programs, for example {@code out_of_range}; never null
 * @param message for people; names the member and what is allowed; never null
 */
public record Fault(String param, String code, String message) {
}
