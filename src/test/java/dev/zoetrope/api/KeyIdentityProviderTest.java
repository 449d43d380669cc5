package dev.zoetrope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.zoetrope.admit.AdmitConfig;
import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.observe.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;

/** A metric counts refused keys, so that the operator can see attempts to guess one. */
class KeyIdentityProviderTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final KeyIdentityProvider provider = new KeyIdentityProvider(new ApiKeys(new AdmitConfig() {
        @Override
        public Optional<List<String>> keys() {
            return Optional.of(List.of("alice:the-right-key"));
        }

        @Override
        public Optional<List<String>> operatorKeys() {
            return Optional.empty();
        }
    }), new Meters(registry));

    private SecurityIdentity identity(String key) {
        return provider.authenticate(new TokenAuthenticationRequest(new TokenCredential(key, "bearer")), null).await()
                .atMost(Duration.ofSeconds(10));
    }

    @Test
    void a_refused_key_is_counted_and_a_known_one_is_not() {
        assertThat(identity("the-right-key").getPrincipal().getName()).isEqualTo("alice");
        assertThatThrownBy(() -> identity("a guess")).isInstanceOf(AuthenticationFailedException.class);

        assertThat(registry.get("zoetrope.keys.refused").counter().count()).isEqualTo(1);
    }
}
