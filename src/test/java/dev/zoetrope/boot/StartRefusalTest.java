package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.admit.AdmitConfig;
import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.deliver.DeliverConfig;
import dev.zoetrope.ledger.LedgerConfig;
import dev.zoetrope.model.Models;
import dev.zoetrope.sandbox.SandboxConfig;
import dev.zoetrope.track.TrackConfig;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.VendorsConfig;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/**
 * The reason of a refused start names the setting and shows no secret. The checks run here on an environment, without a
 * process; {@code StartIT} proves that they run at a start, and how their reason is shown.
 */
class StartRefusalTest {
    static Stream<Arguments> unsafe() {
        return Stream.of(
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret"), "zoetrope.keys"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "http://127.0.0.1:1", "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "ftp://127.0.0.1", "ZOETROPE_UPSTREAM_KEY", "v-secret",
                        "ZOETROPE_KEYS", "a:k-secret-0123456"), "zoetrope.upstream.url"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-789012"),
                        "zoetrope.keys: the key of 'a' is shorter"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-0123456",
                        "ZOETROPE_OPERATOR_KEYS", "ops:k-secret"), "zoetrope.operator-keys: the key of 'ops' is shorter"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret,b:k-secret"), "zoetrope.keys: 'a' and 'b' have the same key"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456;b:k-secret-7890123"),
                        "zoetrope.keys: the key of 'a' contains ';'"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-\u00e4-0123456"),
                        "zoetrope.keys: the key of 'a' must be printable"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:" + "k-secret".repeat(65)),
                        "zoetrope.keys: the key of 'a' is longer"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret\nand more", "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key must be printable"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret".repeat(900), "ZOETROPE_KEYS", "a:k-secret-0123456"),
                        "zoetrope.upstream.key must be printable"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY_FILE", "/v-secret"), "zoetrope.upstream.key-file: the file cannot"),
                Arguments.of(Map.of("ZOETROPE_OPERATOR_KEYS", "k-secret"), "zoetrope.operator-keys: an entry is malformed"),
                Arguments.of(Map.of("ZOETROPE_KEYS", "a:k-secret-0123456", "ZOETROPE_OPERATOR_KEYS", "ops:k-secret-0123456"),
                        "zoetrope.keys and zoetrope.operator-keys share a key"),
                Arguments.of(Map.of("ZOETROPE_OPERATOR_KEYS", "ops:k-secret-0123456"), "zoetrope.upstream.key is missing"),
                Arguments.of(Map.of("ZOETROPE_SANDBOX_ENABLED", "false"), "zoetrope.upstream.key is missing"),
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_KEY", "v-secret", "ZOETROPE_KEYS", "a:k-secret-0123456",
                        "ZOETROPE_SANDBOX_ENABLED", "true"), "zoetrope.sandbox.enabled is true beside"),
                Arguments.of(Map.of("ZOETROPE_EVENTS_MOST_PER_CALLER", "0"), "zoetrope.events.most-per-caller"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_MAX_PENDING", "many"),
                        "zoetrope.submit.max-pending: \"many\" cannot be read"),
                Arguments.of(Map.of("ZOETROPE_SANDBOX_ALLOW_PRIVATE", "yep"), "zoetrope.sandbox.allow-private: \"yep\""),
                Arguments.of(Map.of("ZOETROPE_TRACK_MAX_INTERVAL", "10ms"), "zoetrope.track.max-interval"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_WAIT", "-1s"), "zoetrope.submit.wait"),
                Arguments.of(Map.of("ZOETROPE_SUBMIT_MAX_PENDING", "0"), "zoetrope.submit.max-pending"));
    }

    /** Runs the checks of a start, those without a vendor or a database. */
    private static void check(Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDiscoveredConverters().addDefaultInterceptors()
                .withInterceptors(new SecretSettings()).withSources(new EnvConfigSource(environment, 300))
                .withMapping(AdmitConfig.class).withMapping(UpstreamConfig.class).withMapping(VendorsConfig.class)
                .withMapping(TrackConfig.class)
                .withMapping(DeliverConfig.class).withMapping(SandboxConfig.class).withMapping(LedgerConfig.class)
                .withValidateUnknown(false).build();
        SettingBounds.check(config);
        SettingPairs.check(config.getConfigMapping(TrackConfig.class));
        ApiKeys keys = new ApiKeys(config.getConfigMapping(AdmitConfig.class));
        VendorTable table = VendorTable.of(config.getConfigMapping(UpstreamConfig.class),
                config.getConfigMapping(VendorsConfig.class), Models.ofThisVersion(), List.of());
        new UpstreamSelector(table, null, config.getConfigMapping(TrackConfig.class), null,
                config.getConfigMapping(SandboxConfig.class), keys, null).checkSettings(LaunchMode.NORMAL);
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void the_reason_names_the_setting_and_shows_no_secret(Map<String, String> environment, String blamed) {
        Throwable refusal = catchThrowable(() -> check(environment));

        assertThat(refusal).isNotNull();
        assertThat(StartFailure.reason(refusal)).hasValueSatisfying(reason -> assertThat(reason).contains(blamed)
                .doesNotContain("v-secret").doesNotContain("k-secret"));
    }
}
