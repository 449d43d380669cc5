package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory on a volume that is mounted without execution, where this machine lets a test mount one. */
class NoexecIT {
    @TempDir
    Path mounted;
    @TempDir
    Path elsewhere;

    private List<String> mounting(Path... directories) {
        StringBuilder script = new StringBuilder();
        for (Path directory : directories) {
            script.append("/usr/bin/mount -t tmpfs -o noexec tmpfs ").append(directory).append(" && ");
        }
        return List.of("/usr/bin/unshare", "-m", "/bin/sh", "-c", script + "exec \"$@\"", "sh");
    }

    private List<String> temporaryDirectory() {
        return List.of("-Djava.io.tmpdir=" + elsewhere);
    }

    @BeforeEach
    void whereATestMayMount() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")));
        assumeTrue(new ProcessBuilder("/usr/bin/unshare", "-m", "/usr/bin/mount", "-t", "tmpfs", "tmpfs", mounted.toString())
                .start().waitFor() == 0);
    }

    @Test
    void the_library_runs_from_another_directory() {
        try (GatewayProcess gateway = GatewayProcess.start(mounting(mounted), temporaryDirectory(), mounted, Map.of())) {
            gateway.as("any").get("/v1/tasks").then().statusCode(200);
            assertThat(elsewhere).isDirectoryRecursivelyContaining("glob:**libsqlitejdbc.so");
        }
    }

    @Test
    void where_it_can_run_nowhere_the_start_is_refused_by_name() {
        try (GatewayProcess gateway = GatewayProcess.launch(mounting(mounted, elsewhere), temporaryDirectory(), mounted,
                Map.of())) {
            assertThat(gateway.exitCode()).isEqualTo(1);
            assertThat(gateway.output().lines().reduce((first, last) -> last).orElseThrow())
                    .startsWith("Zoetrope does not start: zoetrope.data-dir: SQLite's library can run from none of ")
                    .contains("noexec", "-Dorg.sqlite.tmpdir");
        }
    }
}
