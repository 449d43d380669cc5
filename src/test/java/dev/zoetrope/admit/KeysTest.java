package dev.zoetrope.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Redaction;

class KeysTest {
    private static Keys keys(String... pairs) {
        return new Keys(() -> Optional.of(List.of(pairs)));
    }

    @Test
    void a_key_belongs_to_its_caller_and_a_caller_may_have_several() {
        Keys keys = keys("alice:one", "bob:two", "alice:three", " carol : with:colon ");

        assertThat(keys.callerOf("one")).contains(new Caller("alice"));
        assertThat(keys.callerOf("two")).contains(new Caller("bob"));
        assertThat(keys.callerOf("three")).contains(new Caller("alice"));
        assertThat(keys.callerOf("with:colon")).contains(new Caller("carol"));
        assertThat(keys.callerOf("One")).isEmpty();
        assertThat(keys.callerOf("alice:one")).isEmpty();
    }

    @Test
    void a_hash_keeps_the_key_out_of_the_configuration() {
        String hash = HexFormat.of().formatHex(Redaction.sha256("secret"));
        Keys keys = keys("alice:sha256:" + hash);

        assertThat(keys.callerOf("secret")).contains(new Caller("alice"));
        assertThat(keys.callerOf("sha256:" + hash)).isEmpty();
        assertThat(keys.callerOf(hash)).isEmpty();
    }

    @Test
    void without_keys_anybody_is_a_caller_of_their_own() {
        Keys keys = new Keys(Optional::empty);

        assertThat(keys.configured()).isFalse();
        assertThat(keys.callerOf("demo")).isEqualTo(keys.callerOf("demo")).isNotEqualTo(keys.callerOf("other"));
        assertThat(keys.callerOf("demo").orElseThrow().id()).startsWith("key-").doesNotContain("demo");
    }

    @ParameterizedTest
    @ValueSource(strings = { "alice", "alice:", ":key", "al ice:key", "alice:sha256:", "alice:sha256:abc",
            "alice:sha256:zz" })
    void a_faulty_pair_stops_the_start_and_is_not_shown(String pair) {
        assertThatThrownBy(() -> keys("good:secret-value", pair)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zoetrope.keys").hasMessageNotContaining("secret-value");
    }
}
