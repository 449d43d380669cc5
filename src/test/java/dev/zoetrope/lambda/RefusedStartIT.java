package dev.zoetrope.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.zoetrope.fake.FakeVendor;
import dev.zoetrope.fake.WithFakeVendor;

/** A function that would lose something does not start, however often it is called, and says which setting is to blame. */
@EnabledOnOs(OS.LINUX)
class RefusedStartIT {

    static Stream<Arguments> unsafe() {
        return Stream.of(
                Arguments.of(Map.of("ZOETROPE_UPSTREAM_URL", "", "ZOETROPE_UPSTREAM_KEY", ""), "zoetrope.upstream.key"),
                Arguments.of(Map.of("ZOETROPE_DATABASE_URL", ""), "zoetrope.database.url"),
                Arguments.of(Map.of("ZOETROPE_KEYS", ""), "zoetrope.keys"));
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void an_unsafe_function_does_not_start(Map<String, String> settings, String blamed) {
        try (Surroundings around = new Surroundings(); Function function = around.start(settings)) {
            for (int call = 0; call < 2; call++) {
                Answer answer = function.invoke(Surroundings.create("refused"));

                assertThat(answer.failed()).as(answer.json().encode()).isTrue();
                assertThat(answer.json().encode()).doesNotContain(FakeVendor.KEY);
            }
            await().untilAsserted(() -> assertThat(function.output()).contains(blamed));
            assertThat(function.output()).doesNotContain(FakeVendor.KEY).doesNotContain(WithFakeVendor.ALICE);
            assertThat(around.vendor.creates("refused")).isEmpty();
        }
    }
}
