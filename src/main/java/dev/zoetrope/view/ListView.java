package dev.zoetrope.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One page of a list.
 *
 * @param object always {@code list}
 * @param data the elements of the page, never null
 * @param hasMore whether another page follows
 */
public record ListView<T>(String object, List<T> data, @JsonProperty("has_more") boolean hasMore) {
    public static <T> ListView<T> of(List<T> data, boolean hasMore) {
        return new ListView<>("list", List.copyOf(data), hasMore);
    }
}
