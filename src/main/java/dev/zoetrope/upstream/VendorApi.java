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
 * The vendor's endpoint as it is. Answers come raw, whatever their status: what they mean is read by
 * {@link ResponseClassifier},
 * and {@link Upstream} is the only door to it. Nothing is asked for in an encoding; what comes in one all the same is decoded
 * on
 * the connection ({@link VendorClients}).
 */
@RegisterRestClient(configKey = "vendor")
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "identity")
interface VendorApi {

    /** @param departure taken off the head where that is written ({@link SendGate}); the vendor never sees it */
    @POST
    @Path("/videos/generations")
    Uni<Response> create(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(UnwrittenCreates.HEADER) String departure, CreateBody body);

    @GET
    @Path("/tasks/{id}")
    Uni<Response> query(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);
}
