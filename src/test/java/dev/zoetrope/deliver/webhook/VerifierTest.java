package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.deliver.Secrets;
import dev.zoetrope.deliver.WebhookSecrets;
import dev.zoetrope.video.Caller;
import io.vertx.core.json.JsonObject;

/**
 * Runs the verifiers of the README as a receiver would, on a genuine callback and on forgeries of it.
 */
class VerifierTest {
    private static final Path VERIFIERS = Path.of("src", "test", "webhook");
    private static final String BODY = "{\"status\":\"completed\",\"note\":\"Nebel über dem See\"}";

    @TempDir
    Path directory;
    private JsonObject headers;

    @BeforeEach
    void sign() throws Exception {
        WebhookSecrets secrets = new WebhookSecrets(Secrets.Config.of(Secrets.SETTING.split(",", -1)));
        Instant now = Instant.now();
        String id = "msg_1757165031-uyujaw3d-1f0a9c3e";
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("body"), body);
        headers = new JsonObject().put("webhook-id", id).put("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .put("webhook-signature", WebhookSignature.of(secrets.of(new Caller("alice")), id, now, body));
    }

    static Stream<List<String>> languages() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of("node", "run.mjs"), List.of("python3", "run.py"), List.of(java, "-cp", ".", "Run"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "Verify.java", "verify.mjs", "verify.py" })
    void the_document_shows_each_verifier_as_it_is(String file) throws IOException {
        assertThat(Files.readString(Path.of("docs", "api.md"))).contains(Files.readString(VERIFIERS.resolve(file)).strip());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void it_takes_what_is_ours_and_nothing_else(List<String> command) throws Exception {
        assumeTrue(present(command.get(0)), command.get(0) + " is not on this machine");
        prepare();
        assertThat(run(command, Secrets.ALICE, headers)).isTrue();
        assertThat(run(command, Secrets.ALICE_NEW, headers)).as("the second secret during a rotation").isTrue();
        assertThat(run(command, Secrets.BOB, headers)).as("another caller's secret").isFalse();
        assertThat(run(command, Secrets.ALICE, headers.copy().put("webhook-id", "msg_other"))).as("another id").isFalse();
        String old = Long.toString(Instant.now().getEpochSecond() - 1000);
        assertThat(run(command, Secrets.ALICE, headers.copy().put("webhook-timestamp", old))).as("another time").isFalse();
        Files.writeString(directory.resolve("body"), BODY + " ");
        assertThat(run(command, Secrets.ALICE, headers)).as("another body").isFalse();
    }

    @Test
    void each_is_ten_lines() throws Exception {
        for (String name : List.of("verify.mjs", "verify.py", "Verify.java")) {
            long lines = Files.readAllLines(VERIFIERS.resolve(name)).stream().filter(line -> !line.isBlank()).count();
            assertThat(lines).as(name).isBetween(8L, 13L);
        }
    }

    private void prepare() throws Exception {
        for (String name : List.of("verify.mjs", "verify.py", "Verify.java")) {
            Files.copy(VERIFIERS.resolve(name), directory.resolve(name));
        }
        Files.writeString(directory.resolve("run.mjs"), """
                import { readFileSync } from "node:fs";
                import { verify } from "./verify.mjs";
                const headers = JSON.parse(readFileSync("headers.json", "utf8"));
                process.exit(verify(readFileSync("secret", "utf8"), headers, readFileSync("body", "utf8")) ? 0 : 3);
                """);
        Files.writeString(directory.resolve("run.py"), """
                import json, sys, verify
                headers = json.load(open("headers.json"))
                sys.exit(0 if verify.verify(open("secret").read(), headers, open("body", "rb").read()) else 3)
                """);
        Files.writeString(directory.resolve("Run.java"),
                """
                        class Run {
                            public static void main(String[] lines) throws Exception {
                                var headers = new java.util.HashMap<String, String>();
                                for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("headers.txt")))
                                    headers.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                                byte[] body = java.nio.file.Files.readAllBytes(java.nio.file.Path.of("body"));
                                System.exit(Verify.verify(java.nio.file.Files.readString(java.nio.file.Path.of("secret")), headers, body) ? 0 : 3);
                            }
                        }
                        """);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        assertThat(exit(List.of(javac, "Verify.java", "Run.java"))).isZero();
    }

    private boolean run(List<String> command, String secret, JsonObject sent) throws Exception {
        Files.writeString(directory.resolve("secret"), secret);
        Files.writeString(directory.resolve("headers.json"), sent.encode());
        Files.write(directory.resolve("headers.txt"), sent.fieldNames().stream().map(name -> name + "=" + sent.getString(name))
                .toList());
        int exit = exit(command);
        assertThat(exit).isIn(0, 3);
        return exit == 0;
    }

    private int exit(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static boolean present(String program) {
        return Path.of(program).isAbsolute() || Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
