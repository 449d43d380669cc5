package dev.zoetrope.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.zoetrope.model.Models;
import dev.zoetrope.model.ModelsConfig;
import dev.zoetrope.upstream.UpstreamConfig;
import dev.zoetrope.upstream.VendorsConfig;

/** A gateway has the models of the family that its vendor serves, and those of the operator. */
class ModelsProducerTest {
    private static final List<String> RENDERED = List.of("wan-2.7-image-to-video", "wan-2.7-text-to-video",
            "wan-2.7-reference-to-video", "wan-2.7-video-edit");

    @TempDir
    Path directory;

    /** Settings with a vendor or without one. */
    private record Upstream(Optional<String> url, Optional<String> key, Duration connectTimeout, Duration readTimeout,
            int maxInFlight, int asksPerSecond) implements UpstreamConfig {

        static Upstream withKey(String key) {
            return new Upstream(Optional.empty(), Optional.ofNullable(key), Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1);
        }
    }

    private static final class NoVendors implements VendorsConfig {
        @Override
        public Map<String, VendorSettings> vendors() {
            return Map.of();
        }

        @Override
        public Map<String, List<String>> routes() {
            return Map.of();
        }
    }

    private record OwnFiles(Path directory) implements ModelsConfig {
        @Override
        public Optional<Path> dir() {
            return Optional.ofNullable(directory);
        }

        @Override
        public Map<String, String> aliases() {
            return Map.of();
        }
    }

    private static List<String> ids(Path directory, String key) {
        ModelsProducer producer = new ModelsProducer();
        return producer
                .models(producer.vendors(new OwnFiles(directory), Upstream.withKey(key), new NoVendors(),
                        List.of()))
                .ids();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void without_files_of_the_operator_there_is_one_family() {
        assertThat(ids(null, "key")).isEqualTo(RENDERED);
        assertThat(ids(null, null)).isEqualTo(RENDERED);
        assertThat(Models.ofThisVersion().ids()).contains("veo-3.1", "wan2.6-t2v").hasSizeGreaterThan(60);
    }

    @Test
    void a_file_of_the_operator_adds_a_model_of_any_family() throws IOException {
        write("own.yaml", """
                ids: { studio-zoom: {}, veo-3.1: { family: veo-3.1 } }
                members: { prompt: { type: string } }
                """);
        write("edit.yaml", """
                ids: { studio-edit: {} }
                members: { video_url: { type: url, slot: source_video, media: clip } }
                """);

        assertThat(ids(directory, "key")).containsExactly("wan-2.7-image-to-video", "wan-2.7-text-to-video",
                "wan-2.7-reference-to-video", "wan-2.7-video-edit", "veo-3.1", "studio-edit", "studio-zoom");
        assertThat(ids(directory, null)).containsExactly("wan-2.7-image-to-video", "wan-2.7-text-to-video",
                "wan-2.7-reference-to-video", "wan-2.7-video-edit", "veo-3.1", "studio-edit", "studio-zoom");
    }
}
