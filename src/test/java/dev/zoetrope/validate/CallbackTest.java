package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.STRICT;
import static dev.zoetrope.validate.Readings.WITH_CALLBACKS;
import static dev.zoetrope.validate.Readings.bytes;
import static dev.zoetrope.validate.Readings.failure;
import static dev.zoetrope.validate.Readings.faults;
import static dev.zoetrope.validate.Readings.withMembers;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Fault;

class CallbackTest {
    private static final String GOOD = withMembers("'callback_url':'https://example.com/hook?id=1'");

    @Test
    void withoutASecretAGoodOneIsRefused() {
        assertThat(failure(STRICT, bytes(GOOD)).faults()).containsExactly(new Fault("callback_url", "no_signing_secret",
                "callback_url cannot be used: no signing secret is configured for callbacks"));
    }

    @Test
    void whereCallbacksAreTakenItIsKept() {
        assertThat(WITH_CALLBACKS.read(bytes(GOOD)).callbackUrl()).isEqualTo("https://example.com/hook?id=1");
    }

    @Test
    void nullIsNoCallback() {
        assertThat(STRICT.read(bytes(withMembers("'callback_url':null"))).callbackUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://example.com/", "https://user@example.com/", "example.com", "", "https:///x",
            "https://a/ b" })
    void itMustBeHttps(String url) {
        String body = withMembers("'callback_url':'" + url + "'");

        assertThat(faults(WITH_CALLBACKS, body)).containsExactly("callback_url invalid_url");
        assertThat(faults(STRICT, body)).containsExactly("callback_url invalid_url", "callback_url no_signing_secret");
        assertThat(failure(WITH_CALLBACKS, bytes(body)).message()).startsWith("callback_url must be an absolute https URL");
    }

    @Test
    void itIsAtMost2048Characters() {
        String url = "https://example.com/" + "x".repeat(2048 - 19);

        assertThat(faults(WITH_CALLBACKS, withMembers("'callback_url':'" + url + "'")))
                .containsExactly("callback_url too_long");
    }

    @Test
    void itIsAString() {
        assertThat(faults(WITH_CALLBACKS, withMembers("'callback_url':['https://example.com/']")))
                .containsExactly("callback_url invalid_type");
    }

    @Test
    void theDefaultPolicyTakesNone() {
        assertThat(new NoCallbacks().takesCallbacks()).isFalse();
    }
}
