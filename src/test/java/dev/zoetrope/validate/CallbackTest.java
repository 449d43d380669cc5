package dev.zoetrope.validate;

import static dev.zoetrope.validate.Readings.STRICT;
import static dev.zoetrope.validate.Readings.WITH_CALLBACKS;
import static dev.zoetrope.validate.Readings.WITH_PRIVATE_CALLBACKS;
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
    void without_a_secret_a_good_one_is_refused() {
        assertThat(failure(STRICT, bytes(GOOD)).faults()).containsExactly(new Fault("callback_url", "no_signing_secret",
                "callback_url cannot be used: no signing secret is configured for callbacks"));
    }

    @Test
    void where_callbacks_are_taken_it_is_kept() {
        assertThat(WITH_CALLBACKS.read(bytes(GOOD)).callbackUrl()).isEqualTo("https://example.com/hook?id=1");
    }

    @Test
    void null_is_no_callback() {
        assertThat(STRICT.read(bytes(withMembers("'callback_url':null"))).callbackUrl()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://example.com/", "https://user@example.com/", "example.com", "", "https:///x" })
    void it_must_be_https(String url) {
        String body = withMembers("'callback_url':'" + url + "'");

        assertThat(faults(WITH_CALLBACKS, body)).containsExactly("callback_url invalid_url");
        assertThat(faults(STRICT, body)).containsExactly("callback_url invalid_url", "callback_url no_signing_secret");
        assertThat(failure(WITH_CALLBACKS, bytes(body)).message()).startsWith("callback_url must be an absolute https URL");
    }

    @Test
    void it_is_at_most2048_characters() {
        String url = "https://example.com/" + "x".repeat(2048 - 19);

        assertThat(faults(WITH_CALLBACKS, withMembers("'callback_url':'" + url + "'")))
                .containsExactly("callback_url too_long");
    }

    @Test
    void it_is_a_string() {
        assertThat(faults(WITH_CALLBACKS, withMembers("'callback_url':['https://example.com/']")))
                .containsExactly("callback_url invalid_type");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://127.0.0.1/", "https://10.1.2.3:8443/x", "https://[::1]/", "https://localhost/",
            "https://hooks.localhost/", "https://169.254.169.254/", "https://2130706433/", "https://[::ffff:192.168.0.1]/" })
    void a_private_address_is_refused_where_the_url_shows_it(String url) {
        assertThat(faults(WITH_CALLBACKS, withMembers("'callback_url':'" + url + "'")))
                .containsExactly("callback_url private_address");
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://127.0.0.1:8080/", "http://localhost/", "https://10.1.2.3/", "http://example.com/" })
    void it_is_taken_where_private_addresses_are(String url) {
        assertThat(WITH_PRIVATE_CALLBACKS.read(bytes(withMembers("'callback_url':'" + url + "'"))).callbackUrl())
                .isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://169.254.169.254/", "http://100.100.100.200/", "http://0.0.0.0/" })
    void what_is_never_reached_is_refused_there_too(String url) {
        assertThat(faults(WITH_PRIVATE_CALLBACKS, withMembers("'callback_url':'" + url + "'")))
                .containsExactly("callback_url private_address");
    }
}
