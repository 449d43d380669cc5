package dev.zoetrope.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;

/** A certificate for 127.0.0.1 that nobody has a reason to trust, made by the JDK's own tool. */
public final class SelfSigned {
    private static final String PASSWORD = "changeit";

    private SelfSigned() {
    }

    /** Options of a server that shows it. */
    public static HttpServerOptions server() {
        try {
            Path store = Files.createTempDirectory("self-signed").resolve("store.p12");
            int exit = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-keyalg", "EC", "-alias", "self", "-dname", "CN=127.0.0.1", "-ext",
                    "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
                    store.toString()).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("keytool failed: " + exit);
            }
            return new HttpServerOptions().setSsl(true)
                    .setKeyCertOptions(new PfxOptions().setPath(store.toString()).setPassword(PASSWORD));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
