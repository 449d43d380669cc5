package dev.zoetrope.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.fake.VirtualClock;
import dev.zoetrope.ledger.SharedSecret;
import dev.zoetrope.store.LinkSigner;
import dev.zoetrope.video.Task;

/** The form of signed URLs, their life, and that only they are valid. */
class SignedUrlsTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    private final VirtualClock clock = new VirtualClock();

    private SignedUrls links(Map<String, String> settings) {
        return new SignedUrls(KEY, List.of(), Settings.with(settings), clock);
    }

    private boolean holds(SignedUrls signedUrls, String url) {
        var parts = java.util.regex.Pattern
                .compile(".*/v1/tasks/([^/]+)/content\\?(?:index=([0-9]+)&)?expires=([0-9]+)&signature=([A-Za-z0-9_-]{22})")
                .matcher(url);
        assertThat(parts.matches()).as(url).isTrue();
        return signedUrls.isValid(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)), parts.group(4));
    }

    @Test
    void a_link_holds_for_at_least_its_time_and_at_most_a_step_more() {
        SignedUrls signedUrls = links(Map.of());
        for (int i = 0; i < 50; i++) {
            clock.advance(Duration.ofSeconds(1237));
            SignedUrl signedUrl = signedUrls.sign(Settings.task(null), 0);

            Duration life = Duration.between(clock.instant(), signedUrl.expiresAt());
            assertThat(life).isBetween(Duration.ofHours(24), Duration.ofHours(25));
            clock.advance(life.minusSeconds(1));
            assertThat(holds(signedUrls, signedUrl.url())).isTrue();
            clock.advance(Duration.ofSeconds(1));
            assertThat(holds(signedUrls, signedUrl.url())).isFalse();
        }
    }

    @Test
    void a_link_made_with_a_secret_that_was_replaced_holds_until_that_ends() {
        byte[] other = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
        String url = links(Map.of()).sign(Settings.task(null), 0).url();
        SignedUrls now = new SignedUrls(other, List.of(new SharedSecret.Replaced(KEY, clock.instant().plusSeconds(60))),
                Settings.with(Map.of()), clock);

        assertThat(now.sign(Settings.task(null), 0).url()).isNotEqualTo(url);
        assertThat(holds(now, url)).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(holds(now, url)).isFalse();
        assertThat(holds(now, now.sign(Settings.task(null), 0).url())).isTrue();
    }

    @Test
    void within_a_step_the_url_is_the_same_and_with_the_step_it_changes() {
        SignedUrls signedUrls = links(Map.of("zoetrope.vault.url-ttl", "24h"));
        Task task = Settings.task(null);
        long step = signedUrls.step();
        Set<String> urls = new HashSet<>();
        Set<Long> steps = new HashSet<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            urls.add(signedUrls.sign(task, 0).url());
            steps.add(signedUrls.step());
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(signedUrls.step()).isEqualTo(step + 24);
        assertThat(urls).hasSameSizeAs(steps).hasSizeBetween(24, 25);
    }

    @Test
    void a_short_life_has_steps_of_a_second() {
        SignedUrls signedUrls = links(Map.of("zoetrope.vault.url-ttl", "3s"));
        assertThat(Duration.between(clock.instant(), signedUrls.sign(Settings.task(null), 0).expiresAt()))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_base_is_the_setting_else_the_creates_origin_else_left_out() {
        Task known = Settings.task("https://gate.example:8443");
        assertThat(links(Map.of()).sign(known, 0).url()).startsWith("https://gate.example:8443/v1/tasks/" + known.id() + "/");
        assertThat(links(Map.of("zoetrope.public-url", "https://films.example.com/api/")).sign(known, 0).url())
                .startsWith("https://films.example.com/api/v1/tasks/");
        assertThat(links(Map.of()).sign(Settings.task(null), 0).url()).startsWith("/v1/tasks/");
    }

    @ParameterizedTest
    @ValueSource(strings = { "films.example.com", "ftp://films.example.com", "https://u:p@films.example.com",
            "https://films.example.com/?a=b", "https://", "https://films.example.com/#x", "a b" })
    void a_base_that_makes_no_url_refuses_the_start_by_its_name(String url) {
        assertThatThrownBy(() -> links(Map.of("zoetrope.public-url", url))).isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("zoetrope.public-url").hasMessageNotContaining(url);
    }

    @Test
    void each_file_task_end_and_key_has_a_signature_of_its_own() {
        LinkSigner signer = new LinkSigner(KEY);
        Set<String> signatures = new HashSet<>();
        IntStream.range(0, 100).forEach(i -> {
            signatures.add(signer.sign("task", i, 1));
            signatures.add(signer.sign("task", 0, 1000 + i));
            signatures.add(signer.sign("task" + i, 0, 1));
            signatures.add(new LinkSigner(new byte[] { (byte) i }).sign("task", 0, 1));
        });
        assertThat(signatures).as("400 different inputs and keys").hasSize(400);
        assertThat(signer.sign("task", 1, 11)).as("index and expiry are separated").isNotEqualTo(signer.sign("task", 11, 1));
    }

    @Test
    void a_link_stays_out_of_logs() {
        assertThat(links(Map.of()).sign(Settings.task("https://gate.example"), 0).toString()).doesNotContain("signature");
    }
}
