package dev.zoetrope.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
    private static final SandboxOrigin OURS = new SandboxOrigin("https://video.example",
            Set.of("localhost:8080", "127.0.0.1:8080", "[::1]:8080", "video.example:443"));
    private final Samples samples = new Samples();

    @ParameterizedTest
    @ValueSource(strings = { "http://localhost:8080/sandbox/samples/zoetrope.jpg",
            "http://127.0.0.1:8080/sandbox/samples/zoetrope.jpg", "http://[::1]:8080/sandbox/samples/zoetrope.jpg",
            "https://video.example/sandbox/samples/zoetrope.jpg",
            "HTTPS://VIDEO.example:443/sandbox/samples/zoetrope.jpg" })
    void a_sample_of_ours_is_recognised(String url) {
        assertThat(samples.toJobUrl(url, OURS)).isEqualTo("sample:zoetrope.jpg");
        assertThat(Samples.sampleName("sample:zoetrope.jpg")).contains("zoetrope.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://video.example/gateway/sandbox/samples/zoetrope.jpg",
            "http://localhost:8080/sandbox/samples/zoetrope.jpg" })
    void a_sample_is_recognised_below_the_path_of_the_public_url(String url) {
        SandboxOrigin behindProxy = new SandboxOrigin("https://video.example/gateway", OURS.authorities());

        assertThat(samples.toJobUrl(url, behindProxy)).isEqualTo("sample:zoetrope.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://video.example/gateway/sandbox/samples/zoetrope.jpg",
            "http://other.example/sandbox/samples/zoetrope.jpg",
            "http://localhost:9090/sandbox/samples/zoetrope.jpg", "http://localhost/sandbox/samples/zoetrope.jpg",
            "http://video.example/sandbox/samples/zoetrope.jpg",
            "http://localhost:8080@other.example/sandbox/samples/zoetrope.jpg",
            "http://localhost:8080.other.example/sandbox/samples/zoetrope.jpg",
            "http://localhost:8080/sandbox/samples/none.jpg", "http://localhost:8080/sandbox/samples/../zoetrope.jpg",
            "http://localhost:8080/samples/zoetrope.jpg", "ftp://localhost:8080/sandbox/samples/zoetrope.jpg",
            "not a url", "//localhost:8080/sandbox/samples/zoetrope.jpg" })
    void what_only_looks_like_one_is_not(String url) {
        assertThat(samples.toJobUrl(url, OURS)).isEqualTo(url);
        assertThat(Samples.sampleName(url)).isEmpty();
    }

    @Test
    void there_is_nothing_to_shorten_in_nothing() {
        assertThat(samples.toJobUrl(null, OURS)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "zoetrope.jpg", "lighthouse-first.jpg", "lighthouse-last.jpg", "clip.mp4", "tone.wav" })
    void every_sample_is_there_and_small(String name) throws Exception {
        assertThat(samples.type(name)).isPresent();
        assertThat(samples.read(name).length).isBetween(1_000, 60_000);
    }
}
