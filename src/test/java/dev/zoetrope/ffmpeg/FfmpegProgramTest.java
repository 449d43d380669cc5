package dev.zoetrope.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.zoetrope.sandbox.Film;
import dev.zoetrope.sandbox.Settings;
import dev.zoetrope.sandbox.render.Programs;

class FfmpegProgramTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({ "Linux, amd64, ffmpeg-amd64", "Linux, aarch64, ffmpeg-aarch64",
            "Mac OS X, x86_64, ffmpeg-x86_64-osx", "Mac OS X, aarch64, ffmpeg-aarch64-osx",
            "Windows 11, amd64, ffmpeg-amd64.exe" })
    void every_system_has_its_own(String os, String arch, String name) {
        assertThat(FfmpegProgram.resourceName(os, arch)).isEqualTo(name);
    }

    @Test
    void the_one_that_came_along_is_unpacked_once() throws Exception {
        Assumptions.assumeTrue(FfmpegProgram.findOnPath("ffmpeg").isEmpty());
        Settings settings = Settings.in(directory);
        Path first = new FfmpegProgram(settings).find().orElseThrow();
        var modified = Files.getLastModifiedTime(first);

        Path second = new FfmpegProgram(settings).find().orElseThrow();

        assertThat(second).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(second)).isEqualTo(modified);
        assertThat(first).startsWith(settings.programs()).isExecutable();
        try (var files = Files.list(settings.programs())) {
            assertThat(files).containsExactly(first);
        }
        assertThat(Film.run(first, "-version")).startsWith("ffmpeg version");
    }

    @Test
    void the_configured_one_is_the_only_one() throws Exception {
        Settings none = Settings.in(directory).withFfmpeg(directory.resolve("none"));
        assertThat(new FfmpegProgram(none).find()).isEmpty();
    }

    @Test
    void a_run_that_takes_too_long_is_killed_and_its_environment_is_bare() throws Exception {
        Path program = directory.resolve("slow");
        Files.writeString(program, "#!/bin/sh\nenv > env.txt\necho frame=3\nexec sleep 60\n");
        Assumptions.assumeTrue(program.toFile().setExecutable(true) && Files.exists(Path.of("/bin/sh")));

        FfmpegRun.Result result = new FfmpegRun().run(program, List.of(), directory, Duration.ofMillis(700), frame -> {
        });

        assertThat(result).isEqualTo(FfmpegRun.Result.TIMED_OUT);
        assertThat(Files.readString(directory.resolve("env.txt"))).doesNotContain("HOME=", "JAVA");
    }

    @Test
    void a_program_that_fails_is_told_apart() throws Exception {
        assertThat(new FfmpegRun().run(Programs.ffmpeg(), List.of("-f", "none"), directory, Duration.ofSeconds(5),
                frame -> {
                })).isEqualTo(FfmpegRun.Result.FAILED);
    }

    @Test
    void the_output_of_a_run_is_bounded() throws Exception {
        FfmpegRun run = new FfmpegRun();
        List<String> noise = List.of("-v", "error", "-f", "lavfi", "-i", "color=size=64x64:duration=1", "-frames:v", "1", "-f",
                "rawvideo", "-pix_fmt", "gray", "pipe:1");

        assertThat(run.output(Programs.ffmpeg(), noise, directory, Duration.ofSeconds(20), 64 * 64)).get()
                .satisfies(bytes -> assertThat(bytes).hasSize(64 * 64));
        assertThat(run.output(Programs.ffmpeg(), noise, directory, Duration.ofSeconds(20), 64 * 64 - 1)).isEmpty();
        assertThat(run.output(Programs.ffmpeg(), List.of("-f", "none"), directory, Duration.ofSeconds(20), 10)).isEmpty();
    }
}
