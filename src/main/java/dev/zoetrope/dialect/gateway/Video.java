package dev.zoetrope.dialect.gateway;

import java.util.List;

import dev.zoetrope.view.TaskView;

/**
 * The JSON of a result file.
 *
 * @param type always {@code url}
 */
record Video(String type, String url, String mediaType) {

    private static final String UNKNOWN_TYPE = "video/mp4";

    /** @param view of a completed task */
    static List<Video> of(TaskView view) {
        return view.results().stream().map(result -> new Video("url", result.url(),
                result.contentType() == null ? UNKNOWN_TYPE : result.contentType())).toList();
    }
}
