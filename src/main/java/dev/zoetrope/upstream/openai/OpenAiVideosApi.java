package dev.zoetrope.upstream.openai;

import jakarta.ws.rs.DELETE;
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
 * The HTTP API of the protocol. Methods return the response with any status; {@link OpenAiVideosCalls} classifies it. Without
 * an {@code authorization}, requests have no such header.
 */
@RegisterRestClient(configKey = "openai-videos")
@Path("/v1/videos")
@Produces(MediaType.APPLICATION_JSON)
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "identity")
interface OpenAiVideosApi {

    /**
     * @param contentType {@link FormBody#contentType}
     * @param body {@link FormBody#bytes}. As a form object, the client would add headers to each field, and send the body in
     *        chunks
     */
    @POST
    Uni<Response> create(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(VendorCalls.ATTEMPT_HEADER) String attemptNumber,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType, byte[] body);

    @GET
    @Path("/{id}")
    Uni<Response> query(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);

    /** Deletes a video. It is a cancel only while the vendor says {@code queued}. */
    @DELETE
    @Path("/{id}")
    Uni<Response> delete(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @PathParam("id") String id);
}
