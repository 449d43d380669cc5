package dev.zoetrope.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Redaction;
import dev.zoetrope.video.Role;

class ApiKeysTest {
    private record Configured(Optional<List<String>> keys, Optional<List<String>> operatorKeys) implements AdmitConfig {
    }

    private static ApiKeys keys(String... pairs) {
        return new ApiKeys(new Configured(Optional.of(List.of(pairs)), Optional.empty()));
    }

    private static ApiKeys keys(List<String> callers, List<String> operators) {
        return new ApiKeys(new Configured(Optional.of(callers), Optional.of(operators)));
    }

    private static KeyHolder caller(String name) {
        return new KeyHolder(name, Role.CALLER);
    }

    private static String hashed(String key) {
        return "sha256:" + HexFormat.of().formatHex(Redaction.sha256(key));
    }

    @Test
    void a_key_belongs_to_its_caller_and_a_caller_may_have_several() {
        ApiKeys keys = keys("alice:one", "bob:two", "alice:three", " carol : with:colon ");

        assertThat(keys.holderOf("one")).contains(caller("alice"));
        assertThat(keys.holderOf("two")).contains(caller("bob"));
        assertThat(keys.holderOf("three")).contains(caller("alice"));
        assertThat(keys.holderOf("with:colon")).contains(caller("carol"));
        assertThat(keys.holderOf("One")).isEmpty();
        assertThat(keys.holderOf("alice:one")).isEmpty();
    }

    @Test
    void a_hash_keeps_the_key_out_of_the_configuration() {
        ApiKeys keys = keys(List.of("alice:" + hashed("secret")), List.of("ops:" + hashed("deeper")));

        assertThat(keys.holderOf("secret")).contains(caller("alice"));
        assertThat(keys.holderOf("deeper")).contains(new KeyHolder("ops", Role.OPERATOR));
        assertThat(keys.holderOf(hashed("secret"))).isEmpty();
        assertThat(keys.holderOf(hashed("secret").substring(7))).isEmpty();
    }

    @Test
    void an_operator_is_not_a_caller_even_of_the_same_name() {
        ApiKeys keys = keys(List.of("alice:one"), List.of("alice:two", "bob:three"));

        assertThat(keys.holderOf("one")).contains(caller("alice"));
        assertThat(keys.holderOf("two")).contains(new KeyHolder("alice", Role.OPERATOR));
        assertThat(keys.holderOf("three")).contains(new KeyHolder("bob", Role.OPERATOR));
        assertThat(keys.holderOf("four")).isEmpty();
    }

    @Test
    void without_keys_anybody_is_a_caller_of_their_own_and_nobody_an_operator() {
        ApiKeys keys = new ApiKeys(new Configured(Optional.empty(), Optional.empty()));

        assertThat(keys.hasCallers()).isFalse();
        assertThat(keys.hasKeys()).isFalse();
        assertThat(keys.holderOf("demo")).isEqualTo(keys.holderOf("demo")).isNotEqualTo(keys.holderOf("other"));
        assertThat(keys.holderOf("demo").orElseThrow().name()).startsWith("key-").doesNotContain("demo");
        assertThat(keys.holderOf("demo").orElseThrow().role()).isEqualTo(Role.CALLER);
    }

    @Test
    void with_operator_keys_only_any_other_key_is_a_caller() {
        ApiKeys keys = keys(List.of(), List.of("ops:one"));

        assertThat(keys.hasCallers()).isFalse();
        assertThat(keys.hasKeys()).isTrue();
        assertThat(keys.holderOf("one")).contains(new KeyHolder("ops", Role.OPERATOR));
        assertThat(keys.holderOf("two").orElseThrow().role()).isEqualTo(Role.CALLER);
    }

    @ParameterizedTest
    @ValueSource(strings = { "alice", "alice:", ":key", "al ice:key", "alice:sha256:", "alice:sha256:abc",
            "alice:sha256:zz" })
    void a_faulty_pair_stops_the_start_naming_its_setting_and_is_not_shown(String pair) {
        assertThatThrownBy(() -> keys("good:secret-value", pair)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.keys: ").hasMessageNotContaining("secret-value");
        assertThatThrownBy(() -> keys(List.of("good:secret-value"), List.of(pair)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.operator-keys: ").hasMessageNotContaining("secret-value");
    }

    @ParameterizedTest
    @ValueSource(strings = { "alice:secret-value\nmore", "alice:secret-value\0", "alice:secret-v\u00e4lue",
            "alice:\ufeffsecret-value" })
    void a_key_that_no_header_takes_stops_the_start_naming_its_caller(String pair) {
        assertThatThrownBy(() -> keys(pair)).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.keys: ").hasMessageContaining("'alice'").hasMessageNotContaining("secret-v");
        assertThatThrownBy(() -> keys(List.of(), List.of(pair))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.operator-keys: ").hasMessageContaining("'alice'");
    }

    @ParameterizedTest
    @ValueSource(strings = { ":", ": ", " : " })
    void pairs_that_something_else_separates_stop_the_start(String colon) {
        assertThatThrownBy(() -> keys("alice" + colon + "secret-value;bob" + colon + "secret-other"))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("zoetrope.keys: the key of 'alice'")
                .hasMessageContaining("separated by commas").hasMessageNotContaining("secret-");
        assertThat(keys("alice:semi;colon").holderOf("semi;colon")).contains(caller("alice"));
        assertThat(keys("alice:" + hashed("a;bob:b")).holderOf("a;bob:b")).contains(caller("alice"));
    }

    @Test
    void a_key_that_no_request_could_present_stops_the_start() {
        String longest = "k".repeat(ApiKeys.MAX_KEY_LENGTH);
        assertThat(keys("alice:" + longest).holderOf(longest)).contains(caller("alice"));
        assertThatThrownBy(() -> keys(List.of(), List.of("ops:k" + longest))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.operator-keys: the key of 'ops'").hasMessageContaining("longer than 512")
                .hasMessageNotContaining("kk");
    }

    @Test
    void white_space_around_a_key_is_not_part_of_it() {
        assertThat(keys("alice:one\n", "\tbob :\r\n two ").holderOf("one")).contains(caller("alice"));
        assertThat(keys("alice:one\n", "\tbob :\r\n two ").holderOf("two")).contains(caller("bob"));
    }

    @Test
    void a_key_of_two_callers_stops_the_start_however_it_is_written() {
        for (String again : List.of("bob:secret-value", "bob:" + hashed("secret-value"))) {
            assertThatThrownBy(() -> keys("alice:secret-value", again)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("zoetrope.keys: ").hasMessageContaining("alice").hasMessageContaining("bob")
                    .hasMessageNotContaining("secret-value");
        }
        assertThat(keys("alice:secret-value", "alice:secret-value").holderOf("secret-value")).contains(caller("alice"));
    }

    @Test
    void with_a_real_upstream_a_key_has_16_characters_or_nobody_knows_how_many() {
        keys(List.of("alice:0123456789abcdef", "bob:" + hashed("short")), List.of("ops:fedcba9876543210")).requireLongKeys();

        assertThatThrownBy(() -> keys("bob:0123456789abcdef", "alice:0123456789abcde").requireLongKeys())
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("zoetrope.keys: ")
                .hasMessageContaining("'alice'").hasMessageNotContaining("0123");
        assertThatThrownBy(() -> keys(List.of(), List.of("ops:short")).requireLongKeys())
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("zoetrope.operator-keys: ");
    }

    @Test
    void a_key_in_both_settings_stops_the_start_however_it_is_written() {
        for (String again : List.of("ops:secret-value", "ops:" + hashed("secret-value"))) {
            assertThatThrownBy(() -> keys(List.of("alice:secret-value", "bob:two"), List.of("other:three", again)))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("zoetrope.keys")
                    .hasMessageContaining("zoetrope.operator-keys").hasMessageContaining("alice")
                    .hasMessageContaining("ops").hasMessageNotContaining("secret-value");
        }
    }
}
