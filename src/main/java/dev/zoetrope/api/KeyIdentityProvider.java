package dev.zoetrope.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.admit.KeyHolder;
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
    /** Identities of further holders are made for each request: in the sandbox every key has a holder of its own. */
    private static final int MAX_IDENTITIES = 1000;

    private final ApiKeys keys;
    private final Meters meters;
    private final Map<KeyHolder, SecurityIdentity> identities = new ConcurrentHashMap<>();

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
                .<Uni<SecurityIdentity>> map(holder -> Uni.createFrom().item(identity(holder)))
                .orElseGet(() -> {
                    meters.refusedKeys().increment();
                    return Uni.createFrom().failure(new AuthenticationFailedException());
                });
    }

    private SecurityIdentity identity(KeyHolder holder) {
        SecurityIdentity known = identities.get(holder);
        if (known != null) {
            return known;
        }
        SecurityIdentity made = QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(holder.name()))
                .addRole(holder.role()).build();
        if (identities.size() < MAX_IDENTITIES) {
            identities.put(holder, made);
        }
        return made;
    }
}
