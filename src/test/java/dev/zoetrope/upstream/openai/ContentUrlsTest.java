package dev.zoetrope.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's key goes to the content of the vendor, and nowhere else. */
class ContentUrlsTest {
    private static final ContentUrls URLS = new ContentUrls(URI.create(Answers.BASE));

    @ParameterizedTest
    @ValueSource(strings = { "video_gen_1", "a b", "a/b", "a?b#c", "..", "ä", "100%", "{id}" })
    void the_url_of_any_id_is_one_of_the_vendor(String id) {
        String url = URLS.of(id);

        assertThat(URI.create(url).getHost()).isEqualTo("gpu.example");
        assertThat(URI.create(url).normalize().getRawPath()).startsWith("/api/v1/").endsWith("/content");
    }

    @Test
    void an_id_is_encoded() {
        assertThat(URLS.of("a/b?c")).isEqualTo(Answers.BASE + "/v1/videos/a%2Fb%3Fc/content");
        assertThat(URLS.contain(URLS.of("video_gen_1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://gpu.example.evil/api/v1/videos/1/content", "http://gpu.example/api/v1/videos/1/content",
            "https://gpu.example:444/api/v1/videos/1/content", "https://gpu.example/v1/videos/1/content",
            "https://gpu.example/api/v1/videos/../content", "https://gpu.example/api/v1/videos/1/2/content",
            "https://gpu.example/api/v1/videos/1/content?redirect=https://evil", "https://gpu.example/api/v1/videos//content",
            "https://gpu.example/api/v1/videos/1/content#a", "https://gpu.example@evil/api/v1/videos/1/content",
            "https://gpu.example/api/v1/videos/1/content/", "https://evil/?https://gpu.example/api/v1/videos/1/content", "" })
    void other_urls_get_no_key(String url) {
        assertThat(URLS.contain(url)).isFalse();
        assertThat(Answers.calls().needsKey(url)).isFalse();
    }
}
