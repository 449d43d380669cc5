package dev.zoetrope.dialect.gateway;

import dev.zoetrope.video.Failure;
import io.vertx.ext.web.RoutingContext;

/** The headers of a create that are part of this protocol. */
final class ModelHeaders {
    private static final String MODEL = "ai-model-id";
    private static final String VERSION_HEADER = "ai-video-model-specification-version";
    private static final String VERSION = "4";

    private ModelHeaders() {
    }

    /**
     * Returns the name of the model.
     *
     * @throws dev.zoetrope.video.FailureException 400 if the header is missing, or the create is of another version
     */
    static String model(RoutingContext request) {
        String version = request.request().getHeader(VERSION_HEADER);
        if (version != null && !version.equals(VERSION)) {
            throw Failure.malformed(400, "unsupported_version", VERSION_HEADER + " must be " + VERSION
                    + ": ai 7 and @ai-sdk/gateway 4 send it.").exception();
        }
        String model = request.request().getHeader(MODEL);
        if (model == null || model.isEmpty()) {
            throw Failure.malformed(400, "missing_header", "The header " + MODEL + " must name the model.").exception();
        }
        return model;
    }
}
