package dev.zoetrope.boot;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/**
 * Settings that name files with secrets. Each replaces the setting without {@code -file}. {@link SecretSettings} reads them.
 */
@ConfigMapping(prefix = "zoetrope")
interface SecretFiles {
    /** File for {@code zoetrope.keys}: pairs, separated by commas or line breaks. */
    Optional<Path> keysFile();

    /** File for {@code zoetrope.operator-keys}: pairs, separated by commas or line breaks. */
    Optional<Path> operatorKeysFile();

    Upstream upstream();

    Webhook webhook();

    Database database();

    Vault vault();

    /** The vendor's key. */
    interface Upstream {
        /** File for {@code zoetrope.upstream.key}. */
        Optional<Path> keyFile();
    }

    /** The callers' signing secrets. */
    interface Webhook {
        /** File for {@code zoetrope.webhook.secrets}: pairs, separated by commas or line breaks. */
        Optional<Path> secretsFile();
    }

    /** PostgreSQL's password. */
    interface Database {
        /** File for {@code zoetrope.database.password}. */
        Optional<Path> passwordFile();
    }

    /** The vault's keys. */
    interface Vault {
        S3 s3();

        /** The bucket's access key and secret key. */
        interface S3 {
            /** File for {@code zoetrope.vault.s3.access-key}. */
            Optional<Path> accessKeyFile();

            /** File for {@code zoetrope.vault.s3.secret-key}. */
            Optional<Path> secretKeyFile();
        }
    }
}
