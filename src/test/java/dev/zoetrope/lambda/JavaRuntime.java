package dev.zoetrope.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What Amazon's managed runtime for Java is made of: its client of the runtime API, with the options it gives the JVM. */
final class JavaRuntime {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

    private final Path jars;
    private final Path library;

    /** @param jars the directory of the client and what it needs */
    JavaRuntime(Path jars) {
        this.jars = jars;
        this.library = unpacked(jars);
    }

    /** Its own part in C. Left to itself each process would write it to the same place, one over the other. */
    private static Path unpacked(Path jars) {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        try (Stream<Path> all = Files.list(jars)) {
            Path client = all.filter(jar -> jar.getFileName().toString().contains("interface-client")).findFirst()
                    .orElseThrow();
            try (FileSystem inside = FileSystems.newFileSystem(client)) {
                return Files.copy(inside.getPath("jni", "libaws-lambda-jni.linux-" + processor + ".so"),
                        jars.resolve("libaws-lambda-jni.so"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the function in the working directory. */
    List<String> command(String handler) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + library, "-cp",
                jars + "/*", CLIENT + "AWSLambda", handler);
    }
}
