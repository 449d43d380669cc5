package dev.zoetrope.sandbox.http;

import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.zoetrope.observe.RequestId;
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.TaskId;
import dev.zoetrope.view.ErrorEnvelope;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;

/**
 * Serves the rendered videos with Vert.x's handler for files, which supports HEAD and ranges. A request needs no key, like a
 * request to the vendor's result URL: the URL contains a task id, which is hard to guess.
 */
@Singleton
public class VideoRoute {
    static final String PATH = "/sandbox/files/";
    private static final Pattern VIDEO_PATH = Pattern.compile(PATH + TaskId.REGEX + "\\.mp4");

    private final SandboxSwitch sandboxSwitch;
    private final SandboxConfig config;
    private final ObjectMapper json;

    VideoRoute(SandboxSwitch sandboxSwitch, SandboxConfig config, ObjectMapper json) {
        this.sandboxSwitch = sandboxSwitch;
        this.config = config;
        this.json = json;
    }

    /**
     * The URL of the video of a task.
     *
     * @param base start of the URL: scheme, authority and optional path, without a slash at the end
     */
    public static String url(String base, String taskId) {
        return base + PATH + taskId + ".mp4";
    }

    void mount(@Observes Router router) {
        StaticHandler films = StaticHandler.create(FileSystemAccess.ROOT, config.films().toString())
                .setCachingEnabled(false).setDirectoryListing(false).setIncludeHidden(false);
        router.route(PATH + "*").handler(request -> {
            if (!sandboxSwitch.enabled() || !VIDEO_PATH.matcher(request.normalizedPath()).matches()) {
                request.fail(404);
            } else {
                films.handle(request);
            }
        }).handler(request -> request.fail(404)).failureHandler(this::respond); // for requests that the file handler passes on
    }

    private void respond(RoutingContext request) {
        int status = request.statusCode() == 416 ? 416 : 404;
        Failure failure = status == 416 ? Failure.malformed(416, "bad_range", "The video has no such range.")
                : Failure.notFound("There is no such video.");
        try {
            request.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                    .end(json.writeValueAsString(ErrorEnvelope.of(failure, RequestId.of(request))));
        } catch (JsonProcessingException e) {
            request.next();
        }
    }
}
