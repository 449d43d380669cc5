package dev.zoetrope.sandbox.http;

import jakarta.inject.Singleton;

import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.sandbox.SandboxOrigin;
import dev.zoetrope.sandbox.SandboxSwitch;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** What the APIs of the sandbox have in common: who may use them, and how a connection is lost. */
@Singleton
public class SandboxAccess {
    /** The only caller of the sandbox. It needs no signing secret, because the gateway does not forward callbacks. */
    public static final Caller GATEWAY = new Caller("gateway");

    private final SandboxSwitch sandboxSwitch;
    private final SandboxConfig config;

    SandboxAccess(SandboxSwitch sandboxSwitch, SandboxConfig config) {
        this.sandboxSwitch = sandboxSwitch;
        this.config = config;
    }

    /**
     * Checks the key of a request.
     *
     * @param authorization the {@code Authorization} header; null if it is absent
     * @throws FailureException 401 if it has none of the keys, 404 if the sandbox is off
     */
    public void requireKey(String authorization) {
        requireEnabled();
        if (!sandboxSwitch.accepts(authorization)) {
            throw Failure.unauthenticated("The sandbox accepts only its own key.").exception();
        }
    }

    void requireEnabled() {
        if (!sandboxSwitch.enabled()) {
            throw Failure.notFound("No resource has this path.").exception();
        }
    }

    /** The addresses of the sandbox, as the client of this request sees them. */
    public SandboxOrigin origin(HttpServerRequest request) {
        return SandboxOrigin.of(request, config.publicUrl());
    }

    /** Closes the connection without an answer, like a network failure. The task continues. The Uni never completes. */
    public static <T> Uni<T> closeConnection(HttpServerRequest request) {
        return Uni.createFrom().completionStage(() -> request.connection().close().toCompletionStage())
                .chain(() -> Uni.createFrom().nothing());
    }
}
