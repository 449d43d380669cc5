package dev.zoetrope.console;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.sandbox.Samples;
import dev.zoetrope.sandbox.SandboxSwitch;
import io.quarkus.runtime.ApplicationConfig;
import io.smallrye.mutiny.Uni;

/** {@code GET /console/config}: what the page must know before it has a key. Contains nothing that is secret. */
@Path("/console/" + ConsoleResource.NAME)
@Produces(MediaType.APPLICATION_JSON)
class ConsoleResource {
    static final String NAME = "config";

    private final ApiKeys keys;
    private final SandboxSwitch sandbox;
    private final Samples samples;
    private final ApplicationConfig application;

    ConsoleResource(ApiKeys keys, SandboxSwitch sandbox, Samples samples, ApplicationConfig application) {
        this.keys = keys;
        this.sandbox = sandbox;
        this.samples = samples;
        this.application = application;
    }

    /**
     * @param version of the gateway
     * @param sandbox whether a vendor of this gateway is the sandbox
     * @param needsKey whether a caller must have one of the configured keys; otherwise any key is accepted
     * @param samples the files that the sandbox provides; empty without the sandbox
     */
    record ConsoleView(String version, boolean sandbox, @JsonProperty("needs_key") boolean needsKey, List<SampleView> samples) {
    }

    /**
     * @param path relative to the address of the gateway
     * @param contentType the media type
     */
    record SampleView(String path, @JsonProperty("content_type") String contentType) {
    }

    @GET
    public Uni<ConsoleView> config() {
        List<SampleView> provided = sandbox.enabled()
                ? samples.types().entrySet().stream()
                        .map(sample -> new SampleView(Samples.PATH.substring(1) + sample.getKey(), sample.getValue())).toList()
                : List.of();
        return Uni.createFrom().item(new ConsoleView(application.version().orElse(""), sandbox.enabled(), keys.hasCallers(),
                provided));
    }
}
