package dev.zoetrope.view;

import java.util.List;
import java.util.function.Function;

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

    /**
     * A page of what was found.
     *
     * @param found up to {@code limit} + 1 elements; the additional one shows that another page follows
     * @param view makes the view of an element
     */
    public static <F, T> ListView<T> page(List<F> found, int limit, Function<F, T> view) {
        return of(found.stream().limit(limit).map(view).toList(), found.size() > limit);
    }
}
