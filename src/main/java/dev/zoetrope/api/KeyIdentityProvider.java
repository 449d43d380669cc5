package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.observe.Meters;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Authenticates an API key. The name of the principal is the caller's id or the operator's name. */
@ApplicationScoped
class KeyIdentityProvider implements IdentityProvider<TokenAuthenticationRequest> {
    private final ApiKeys keys;
    private final Meters meters;

    KeyIdentityProvider(ApiKeys keys, Meters meters) {
        this.keys = keys;
        this.meters = meters;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(TokenAuthenticationRequest request, AuthenticationRequestContext any) {
        return keys.holderOf(request.getToken().getToken())
                .<Uni<SecurityIdentity>> map(holder -> Uni.createFrom().item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(holder.name())).addRole(holder.role()).build()))
                .orElseGet(() -> {
                    meters.refusedKeys().increment();
                    return Uni.createFrom().failure(new AuthenticationFailedException());
                });
    }
}
