package dev.zoetrope.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program as a command that exits by itself.
 *
 * @param exitCode of the process
 * @param output standard output and standard error
 */
record Command(int exitCode, String output) {
    private static final int PATIENCE_SECONDS = 60;

    /** Runs it to its end, with these variables and arguments. */
    static Command run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = GatewayProcess.command(arguments).redirectErrorStream(true);
        builder.environment().putAll(settings);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Command(process.exitValue(), output);
    }
}
