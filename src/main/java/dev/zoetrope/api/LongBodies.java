package dev.zoetrope.api;

import jakarta.inject.Singleton;

import dev.zoetrope.body.LargeBodies;
import dev.zoetrope.files.UploadLimits;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Uploads, and creates with {@code data:} URLs, are longer than other bodies. */
@Singleton
class LongBodies implements LargeBodies {
    private final UploadLimits limits;

    LongBodies(UploadLimits limits) {
        this.limits = limits;
    }

    @Override
    public long maxLength(HttpServerRequest head) {
        if (!HttpMethod.POST.equals(head.method())) {
            return 0;
        }
        return FilesResource.PATH.equals(head.path()) ? limits.bodyBytes()
                : VideosResource.PATH.equals(head.path()) ? UploadLimits.CREATE_BYTES : 0;
    }
}
