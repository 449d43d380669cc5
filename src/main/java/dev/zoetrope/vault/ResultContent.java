package dev.zoetrope.vault;

import dev.zoetrope.video.Task;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Sends result files to callers that have a key. Clients without one use a signed URL. */
public interface ResultContent {

    /**
     * Answers a request with a result file: from the store, or from the vendor if there is no copy. Obeys {@code Range} and
     * the conditions of the request. Call it on the event loop of the request.
     *
     * @param task a task of the caller
     * @param index index of the file in the results of the task, from 0
     * @return completes when the response has ended; fails with {@link dev.zoetrope.video.FailureException} if another
     *         response must be sent instead: 404 without such a file, 416, 503
     */
    Uni<Void> send(RoutingContext request, Task task, int index);

    /**
     * Answers a request with a small JPEG of the first frame of a stored video. Call it on the event loop of the request.
     *
     * @param task a task of the caller
     * @param index index of the file in the results of the task, from 0
     * @return completes when the response has ended; fails with {@link dev.zoetrope.video.FailureException}: 404 if there is
     *         no such video, if it is not on this disk, and if there is no ffmpeg that can decode it; 503
     */
    Uni<Void> sendThumbnail(RoutingContext request, Task task, int index);
}
