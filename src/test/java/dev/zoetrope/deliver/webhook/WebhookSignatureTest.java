package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;

import dev.zoetrope.deliver.Secrets;
import dev.zoetrope.deliver.WebhookSecrets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

/** Checks our signatures with an independent implementation of the specification. */
class WebhookSignatureTest {
    private static final String BODY = "{\"status\":\"completed\",\"prompt\":\"Nebel über dem See\"}";
    private static final String ID = "msg_1757165031-uyujaw3d-1f0a9c3e";

    private static boolean accepted(Webhook verifier, String body, String id, long time, String signature) {
        try {
            verifier.verify(body, Map.of("webhook-id", List.of(id), "webhook-timestamp", List.of(Long.toString(time)),
                    "webhook-signature", List.of(signature)));
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    private static List<byte[]> keys(String... secrets) {
        List<String> pairs = Arrays.stream(secrets).map(secret -> "alice:" + secret).toList();
        return new WebhookSecrets(Secrets.Config.of(pairs.toArray(String[]::new)))
                .of(new dev.zoetrope.video.Caller("alice"));
    }

    @Test
    void the_specifications_own_example() {
        // Given: the example of the reference libraries
        List<byte[]> keys = keys("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String signature = WebhookSignature.of(keys, "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void while_rotating_each_secret_verifies() {
        Instant now = Instant.now();
        String signature = WebhookSignature.of(keys(Secrets.ALICE, Secrets.ALICE_NEW), ID, now,
                BODY.getBytes(StandardCharsets.UTF_8));

        assertThat(signature.split(" ", -1)).hasSize(2);
        assertThat(accepted(new Webhook(Secrets.ALICE), BODY, ID, now.getEpochSecond(), signature)).isTrue();
        assertThat(accepted(new Webhook(Secrets.ALICE_NEW), BODY, ID, now.getEpochSecond(), signature)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({ "the right one, alice, '', '', 0, true", "another caller's secret, bob, '', '', 0, false",
            "another body, alice, x, '', 0, false", "another id, alice, '', x, 0, false",
            "another time, alice, '', '', 1, false" })
    void a_forgery_is_refused(String what, String secret, String moreBody, String moreId, long later, boolean good) {
        Instant now = Instant.now();
        String signature = WebhookSignature.of(keys(Secrets.ALICE), ID, now, BODY.getBytes(StandardCharsets.UTF_8));
        Webhook verifier = new Webhook(secret.equals("bob") ? Secrets.BOB : Secrets.ALICE);

        assertThat(accepted(verifier, BODY + moreBody, ID + moreId, now.getEpochSecond() + later, signature)).as(what)
                .isEqualTo(good);
    }

    @Provide
    Arbitrary<List<byte[]>> keys() {
        return Arbitraries.bytes().array(byte[].class).ofMinSize(24).ofMaxSize(64).list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 200)
    void whatever_is_signed_verifies_with_each_of_its_secrets_only(@ForAll("keys") List<byte[]> keys,
            @ForAll @AlphaChars @StringLength(min = 1, max = 40) String id, @ForAll String body) {
        Instant now = Instant.now();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String sent = new String(bytes, StandardCharsets.UTF_8);

        String signature = WebhookSignature.of(keys, id, now, bytes);

        List<byte[]> all = new ArrayList<>(keys);
        assertThatCode(
                () -> all.forEach(key -> assertThat(accepted(new Webhook(key), sent, id, now.getEpochSecond(), signature))
                        .isTrue()))
                .doesNotThrowAnyException();
        byte[] foreign = new byte[33];
        Arrays.fill(foreign, (byte) 0x5a);
        assertThat(accepted(new Webhook(foreign), sent, id, now.getEpochSecond(), signature)).isFalse();
        assertThat(signature).matches("v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*");
    }
}
