package dev.zoetrope.store.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** When credentials are searched again. */
class CachedCredentialsTest {
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final List<Promise<AwsCredentials>> searches = new ArrayList<>();
    private final CachedCredentials cache = new CachedCredentials(() -> {
        searches.add(Promise.promise());
        return searches.get(searches.size() - 1).future();
    }, clock);

    private AwsCredentials key(String name, Duration life) {
        return new AwsCredentials(name, "s", Optional.empty(), Optional.of(now.plus(life)));
    }

    @Test
    void one_search_serves_all_and_is_not_repeated() {
        Future<AwsCredentials> first = cache.get();
        Future<AwsCredentials> second = cache.get();

        searches.get(0).complete(AwsCredentials.lasting("a", "s"));

        now = now.plus(Duration.ofDays(100));
        assertThat(List.of(first, second, cache.get())).allMatch(found -> found.result().accessKey().equals("a"));
        assertThat(searches).hasSize(1);
    }

    @Test
    void five_minutes_before_the_end_new_ones_are_searched_while_the_old_ones_work() {
        cache.get();
        searches.get(0).complete(key("a", Duration.ofMinutes(60)));
        now = now.plus(Duration.ofMinutes(54));
        assertThat(cache.get().result().accessKey()).isEqualTo("a");
        assertThat(searches).hasSize(1);

        now = now.plus(Duration.ofMinutes(2));
        assertThat(cache.get().result().accessKey()).isEqualTo("a");
        assertThat(cache.get().result().accessKey()).isEqualTo("a");
        assertThat(searches).hasSize(2);
        searches.get(1).complete(key("b", Duration.ofMinutes(60)));

        assertThat(cache.get().result().accessKey()).isEqualTo("b");
    }

    @Test
    void a_search_that_fails_is_repeated_and_ended_credentials_are_not_used() {
        cache.get();
        searches.get(0).complete(key("a", Duration.ofMinutes(4)));
        assertThat(cache.get().result().accessKey()).isEqualTo("a");
        searches.get(1).fail("no");
        assertThat(cache.get().result().accessKey()).isEqualTo("a");
        searches.get(2).fail("no");

        now = now.plus(Duration.ofMinutes(5));

        Future<AwsCredentials> waiting = cache.get();
        assertThat(waiting.isComplete()).isFalse();
        searches.get(3).fail("no");
        assertThat(waiting.failed()).isTrue();
    }
}
