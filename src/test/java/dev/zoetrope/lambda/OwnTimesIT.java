package dev.zoetrope.lambda;

import static dev.zoetrope.lambda.Surroundings.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.zoetrope.fake.Replies;

/** The times a function has by itself. */
@EnabledOnOs(OS.LINUX)
class OwnTimesIT {

    @Test
    void a_vendor_that_says_nothing_is_given_up_before_the_gateway_gives_up_the_function() {
        try (Surroundings around = new Surroundings()) {
            // Given: started, and with nothing else set than what it needs
            Map<String, String> settings = around.settings();
            settings.keySet().removeIf(name -> name.matches(".*(TIMEOUT|WAIT|PATIENCE)"));
            Function function = around.run(settings);
            assertThat(function.invoke(Event.get("/v1/models").alice()).status()).isEqualTo(200);
            around.vendor.onCreate("silent", Replies.silence());
            // When
            long start = System.nanoTime();
            Answer answer = function.invoke(create("silent"));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            // Then
            assertThat(answer.body().getJsonObject("error").getString("code")).isEqualTo("submission_unknown");
            assertThat(took).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(29));
            assertThat(around.vendor.creates("silent")).hasSize(1);
        }
    }
}
