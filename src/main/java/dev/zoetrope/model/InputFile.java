package dev.zoetrope.model;

import dev.zoetrope.video.Slot;

/**
 * A file that a request refers to.
 *
 * @param slot what the file is for; null if only a vendor that documents the member knows
 * @param member the name of the member, with an index if it is a list: {@code image_urls[0]}
 * @param url where it can be fetched
 */
public record InputFile(Slot slot, String member, String url) {
}
