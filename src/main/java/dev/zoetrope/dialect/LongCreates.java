package dev.zoetrope.dialect;

import java.util.List;

import jakarta.inject.Singleton;

import dev.zoetrope.body.LargeBodies;
import dev.zoetrope.files.UploadLimits;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Creates of other APIs can contain files, too. */
@Singleton
class LongCreates implements LargeBodies {
    private static final List<String> PATHS = List.of("/api/v1/services/", "/proxy/wan/api/v1/services/",
            "/wan/api/v1/services/", "/ali/api/v1/services/", "/xai/v1/videos/", "/openai/v1/videos",
            "/proxy/openai/v1/videos", "/v4/ai/video-model");
    private static final String OPENAI_PATH = "/v1/videos";

    @Override
    public long maxLength(HttpServerRequest head) {
        String path = head.path();
        boolean create = HttpMethod.POST.equals(head.method()) && path != null
                && (path.equals(OPENAI_PATH) || PATHS.stream().anyMatch(path::startsWith));
        return create ? UploadLimits.CREATE_BYTES : 0;
    }
}
