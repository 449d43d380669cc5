package dev.zoetrope.fake;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One real S3 server for all tests of this Java process, whichever class loader they are in: S3Proxy over a directory, a
 * process of its own. It checks signatures and knows multipart uploads and ranges.
 */
public final class S3Server {
    public static final String ACCESS_KEY = "tests";
    public static final String SECRET_KEY = "the-secret-of-the-tests";
    private static final String SHARED = "s3.of.the.tests";
    private static final Pattern LISTENING = Pattern.compile("Started ServerConnector@.*\\{127\\.0\\.0\\.1:([0-9]+)}");
    private static final Path PLACE = Path.of(System.getProperty("build.directory", "target"), "s3proxy").toAbsolutePath();

    private S3Server() {
    }

    /** The port of the server on this machine; its URL has no bucket in the host's name. */
    public static synchronized int port() {
        if (System.getProperty(SHARED) == null) {
            try {
                System.setProperty(SHARED, Integer.toString(start()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(SHARED);
    }

    public static String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** The name of an empty bucket that nobody else has. */
    public static String freshBucket() {
        String bucket = "b-" + UUID.randomUUID();
        try {
            Files.createDirectories(data().resolve(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bucket;
    }

    private static Path data() {
        port();
        return Path.of(System.getProperty(SHARED + ".data"));
    }

    private static int start() throws IOException {
        Path data = Files.createDirectories(PLACE.resolve("data-" + UUID.randomUUID()));
        System.setProperty(SHARED + ".data", data.toString());
        Path settings = Files.writeString(data.resolveSibling(data.getFileName() + ".properties"), String.join("\n",
                "s3proxy.endpoint=http://127.0.0.1:0", "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + ACCESS_KEY, "s3proxy.credential=" + SECRET_KEY,
                "jclouds.provider=filesystem-nio2", "jclouds.identity=none", "jclouds.credential=none",
                "jclouds.filesystem.basedir=" + data));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", PLACE.resolve("s3proxy.jar").toString(),
                "--properties", settings.toString()).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(ignored -> {
                }), "s3-output");
                drain.setDaemon(true);
                drain.start();
                return Integer.parseInt(listening.group(1));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the S3 server does not start:\n" + said);
    }
}
