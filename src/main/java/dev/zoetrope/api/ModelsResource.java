package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Role;
import dev.zoetrope.view.ListView;
import io.smallrye.mutiny.Uni;

/** {@code GET /v1/models}: the models that a create can name, and what each takes. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class ModelsResource {
    /** Date of the vendor's page on which the contract is based, in unix seconds. */
    private static final long CREATED = 1757165031L;

    private final Models models;

    ModelsResource(Models models) {
        this.models = models;
    }

    /** One model of the list, in the form that OpenAI clients expect. */
    record ModelEntry(String id, String object, long created, @JsonProperty("owned_by") String ownedBy) {
        static ModelEntry of(Model model) {
            return new ModelEntry(model.id(), "model", CREATED, "upstream");
        }
    }

    @GET
    public Uni<ListView<ModelEntry>> models() {
        return Uni.createFrom().item(ListView.of(models.all().stream().map(ModelEntry::of).toList(), false));
    }

    /** @return 404 if no create can name this model */
    @GET
    @Path("/{id}")
    public Uni<ModelView> model(@PathParam("id") String id) {
        Model model = models.find(id);
        if (model == null) {
            throw Failure.notFound("No create can name this model; GET /v1/models lists the models.").exception();
        }
        return Uni.createFrom().item(ModelView.of(model, ModelEntry.of(model)));
    }
}
