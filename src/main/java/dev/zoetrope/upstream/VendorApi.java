package dev.zoetrope.upstream;

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

import io.smallrye.mutiny.Uni;

/**
 * The vendor's HTTP API. Methods return the response with any status; {@link ResponseClassifier} classifies it. Only
 * {@link Upstream} calls this interface. Requests ask for no content encoding; if the vendor encodes a response
 * nevertheless, the connection decodes it ({@link VendorClients}).
 */
@RegisterRestClient(configKey = "vendor")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "identity")
interface VendorApi {

    /**
     * @param attemptNumber the number of the attempt; {@link SendGate} removes this header, so that the vendor never sees it
     * @param body a {@link CreateBody} as JSON. As an object, the client would parse the annotations of this method again
     *        for each create
     */
    @POST
    @Path("/videos/generations")
    Uni<Response> create(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(UnwrittenCreates.HEADER) String attemptNumber, byte[] body);

    @GET
    @Path("/tasks/{id}")
    Uni<Response> query(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);
}
