package dev.zoetrope.api;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ListView;
import io.smallrye.mutiny.Uni;

/** {@code GET /v1/models}: the models that a create can name. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class ModelsResource {
    /** Date of the vendor's page on which the contract is based, in unix seconds. */
    private static final long CREATED = 1757165031L;

    /** One model, in the form that OpenAI clients expect. */
    record Model(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {
    }

    private static final ListView<Model> MODELS = ListView
            .of(List.of(new Model(GenerationRequest.MODEL, "model", CREATED, "upstream")), false);

    @GET
    public Uni<ListView<Model>> models() {
        return Uni.createFrom().item(MODELS);
    }
}
