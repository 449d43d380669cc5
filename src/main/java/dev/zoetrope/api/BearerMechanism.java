package dev.zoetrope.api;

import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.flow.ServerlessConfig;
import dev.zoetrope.video.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the API key from the {@code Authorization} header (RFC 6750, 2.1); below {@code /proxy/} also from
 * {@code X-API-KEY}, as ComfyUI sends it. A request without a key, with another scheme or with several such headers has no
 * identity: with several, a proxy in front of the gateway may have checked a different one. The exception is a tick without
 * the header, which has the role of an operator where {@link ServerlessConfig#upkeep} is set.
 */
@ApplicationScoped
class BearerMechanism implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";
    private static final String TICK_PATH = "/v1/maintenance/tick";
    private static final String SCHEDULER_NAME = "schedule";
    private static final String KEY_HEADER = "X-API-KEY";
    private static final String KEY_HEADER_PREFIX = "/proxy/";

    private final ServerlessConfig function;

    BearerMechanism(ServerlessConfig function) {
        this.function = function;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        List<String> headers = request.request().headers().getAll(HttpHeaderNames.AUTHORIZATION);
        if (headers.isEmpty() && function.upkeep() && TICK_PATH.equals(request.normalizedPath())) {
            return Uni.createFrom().item(QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(SCHEDULER_NAME))
                    .addRole(Role.OPERATOR).build());
        }
        String path = request.normalizedPath();
        List<String> plainKeys = path != null && path.startsWith(KEY_HEADER_PREFIX)
                ? request.request().headers().getAll(KEY_HEADER)
                : List.of();
        String key = plainKeys.isEmpty() ? key(headers) : headers.isEmpty() ? plainKey(plainKeys) : null;
        return key == null ? Uni.createFrom().nullItem()
                : providers.authenticate(new TokenAuthenticationRequest(new TokenCredential(key, "bearer")));
    }

    /**
     * Returns the key of a request; null if it has none.
     *
     * @param headers all {@code Authorization} headers of the request
     */
    static String key(List<String> headers) {
        String header = headers.size() == 1 ? headers.get(0) : null;
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return usable(header.substring(SCHEME.length()));
    }

    /** @param headers all {@code X-API-KEY} headers of the request */
    private static String plainKey(List<String> headers) {
        return headers.size() == 1 ? usable(headers.get(0)) : null;
    }

    private static String usable(String text) {
        String key = text.strip();
        return key.isEmpty() || key.length() > ApiKeys.MAX_KEY_LENGTH ? null : key;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, HttpHeaderNames.WWW_AUTHENTICATE, "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }
}
