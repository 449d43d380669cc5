package dev.zoetrope.dialect.openai;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One page of a list.
 *
 * @param object always {@code list}
 * @param data never null
 * @param firstId the id of the first video; null if the page is empty
 * @param lastId the id of the last video, which is {@code after} of the next page; null if the page is empty
 * @param hasMore whether another page follows
 */
@RegisterForReflection
record VideoPage(String object, List<VideoView> data, @JsonProperty("first_id") String firstId,
        @JsonProperty("last_id") String lastId, @JsonProperty("has_more") boolean hasMore) {

    static VideoPage of(List<VideoView> data, boolean hasMore) {
        return new VideoPage("list", List.copyOf(data), data.isEmpty() ? null : data.get(0).id(),
                data.isEmpty() ? null : data.get(data.size() - 1).id(), hasMore);
    }
}
