package dev.zoetrope.upstream.unified;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

import dev.zoetrope.upstream.VendorCalls;
import io.smallrye.mutiny.Uni;

/**
 * The HTTP API of the protocol. Methods return the response with any status; {@link UnifiedTaskCalls} classifies it. Requests
 * ask for no content encoding; if the vendor encodes a response nevertheless, the connection decodes it.
 */
@RegisterRestClient(configKey = "unified-task")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "identity")
interface UnifiedTaskApi {

    /**
     * @param body a {@link CreateBody} as JSON. As an object, the client would parse the annotations of this method again
     *        for each create
     */
    @POST
    @Path("/videos/generations")
    Uni<Response> create(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(VendorCalls.ATTEMPT_HEADER) String attemptNumber, byte[] body);

    @GET
    @Path("/tasks/{id}")
    Uni<Response> query(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);
}
