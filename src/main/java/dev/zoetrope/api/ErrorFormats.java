package dev.zoetrope.api;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.observe.RequestId;
import dev.zoetrope.video.Failure;
import dev.zoetrope.view.ErrorEnvelope;
import dev.zoetrope.view.ErrorFormat;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;

/** Writes a failure in the API to which the path of the request belongs. */
@ApplicationScoped
class ErrorFormats {
    private final List<ErrorFormat> formats;

    ErrorFormats(@All List<ErrorFormat> formats) {
        this.formats = formats;
    }

    ErrorFormat.Answer answer(Failure failure, RoutingContext request) {
        String path = path(request);
        String id = RequestId.of(request);
        for (ErrorFormat format : formats) {
            if (path != null && format.covers(path)) {
                return format.answer(failure, id);
            }
        }
        return new ErrorFormat.Answer(failure.status(), ErrorEnvelope.of(failure, id), Map.of());
    }

    /** The normalized path; the path as received if it has a broken escape; null if the request target has no path. */
    private static String path(RoutingContext request) {
        try {
            return request.normalizedPath();
        } catch (IllegalArgumentException brokenEscape) {
            return request.request().path();
        }
    }
}
