package dev.zoetrope.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Caller;

class WebhookSecretsTest {
    private static WebhookSecrets secrets(String... pairs) {
        return new WebhookSecrets(Secrets.Config.of(pairs));
    }

    private static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void a_caller_may_have_several_and_has_nobody_elses() {
        WebhookSecrets secrets = secrets(Secrets.SETTING.split(",", -1));

        assertThat(secrets.of(new Caller("alice"))).hasSize(2);
        assertThat(secrets.of(new Caller("bob"))).hasSize(1);
        assertThat(secrets.of(new Caller("carol"))).isEmpty();
        assertThat(secrets.hasDefault()).isFalse();
    }

    @Test
    void one_for_everybody_gives_way_to_a_callers_own() {
        WebhookSecrets secrets = secrets(" * : " + secret(24), "alice:" + Secrets.ALICE, "");

        assertThat(secrets.hasDefault()).isTrue();
        assertThat(secrets.of(new Caller("key-0123"))).containsExactly(new byte[24]);
        assertThat(secrets.of(new Caller("alice")).get(0)).hasSize(32);
    }

    @Test
    void without_the_setting_there_is_none() {
        WebhookSecrets none = new WebhookSecrets(new Secrets.Config(Optional.empty(), false, null));

        assertThat(none.of(new Caller("alice"))).isEmpty();
    }

    @Test
    void the_bounds_of_the_length_are_within() {
        assertThat(secrets("a:" + secret(24), "a:" + secret(64)).of(new Caller("a"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "whsec_AAAA", "alice", "alice:", ":whsec_AAAA", "alice:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "al ice:whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "**:whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "alice:whsec_AAAA", "alice:whsec_", "alice:whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!",
            "alice:whsec_AAAAAAAA_AAA-AAAAAAAAAAAAAAAAAAAAAAA" })
    void anything_else_refuses_the_start_and_shows_no_secret(String pair) {
        assertThatThrownBy(() -> secrets(pair)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.webhook.secrets").message().doesNotContain("AAAA");
    }

    @Test
    void too_long_is_refused_too() {
        assertThatThrownBy(() -> secrets("alice:" + secret(65))).hasMessageContaining("24 to 64 bytes");
    }
}
