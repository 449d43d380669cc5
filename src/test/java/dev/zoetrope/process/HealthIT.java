package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health check of a container: the packaged program itself, asked for nothing else. */
class HealthIT {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path data;

    /** Its exit code. It has no data directory, and must not want one. */
    private static int health(int managementPort) throws IOException, InterruptedException {
        ProcessBuilder builder = GatewayProcess.command("health");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().put("ZOETROPE_DATA_DIR", "/nonexistent");
        Process probe = builder.redirectErrorStream(true).start();
        assertThat(probe.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.inputReader().readLine()).as("it says nothing").isNull();
        return probe.exitValue();
    }

    @Test
    void it_tells_a_gateway_that_lives_from_one_that_does_not() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(data, Map.of())) {
            // Given
            int port = gateway.managementPort();
            assertThat(health(port)).isZero();
            // When
            gateway.kill();
            // Then
            assertThat(health(port)).isEqualTo(1);
        }
    }
}
