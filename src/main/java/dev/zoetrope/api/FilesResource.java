package dev.zoetrope.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestResponse;

import dev.zoetrope.admit.CurrentCaller;
import dev.zoetrope.files.FileIntake;
import dev.zoetrope.files.FileLinks;
import dev.zoetrope.files.FileShelf;
import dev.zoetrope.video.Role;
import dev.zoetrope.video.Upload;
import dev.zoetrope.view.FileView;
import dev.zoetrope.view.ListView;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** {@code /v1/files}: upload, query, list and delete the files of a caller ({@code docs/contract.md}, Files). */
@Path(FilesResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.CALLER)
class FilesResource {
    static final String PATH = "/v1/files";

    @Inject
    FileIntake intake;
    @Inject
    FileShelf shelf;
    @Inject
    FileLinks links;
    @Inject
    CurrentCaller caller;

    /** @return 201 with the file; 200 if the caller already had these bytes */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Uni<RestResponse<FileView>> upload(RoutingContext request) {
        return intake.receive(request, caller.of(request))
                .map(added -> RestResponse.status(added.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        view(added.upload(), request)));
    }

    @GET
    @Path("/{id}")
    public Uni<FileView> file(@PathParam("id") String id, RoutingContext request) {
        return shelf.file(caller.of(request), id).map(upload -> view(upload, request));
    }

    @GET
    public Uni<ListView<FileView>> files(@BeanParam FileListParameters parameters, RoutingContext request) {
        FileListParameters.PageRequest page = parameters.pageRequest();
        return shelf.list(caller.of(request), page.limit() + 1, page.after())
                .map(found -> ListView.page(found.orElseThrow(page::unknownCursor), page.limit(),
                        upload -> view(upload, request)));
    }

    @DELETE
    @Path("/{id}")
    public Uni<FileView.Deleted> delete(@PathParam("id") String id, RoutingContext request) {
        return shelf.delete(caller.of(request), id).map(deleted -> FileView.Deleted.of(deleted.value()));
    }

    private FileView view(Upload upload, RoutingContext request) {
        String origin = links.publicUrl().orElseGet(() -> RequestOrigin.of(request));
        return FileView.of(upload, links.url(origin == null ? "" : origin, upload, upload.expiresAt()));
    }
}
