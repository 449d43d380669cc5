package dev.zoetrope.boot;

import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The files that secrets are read from, each instead of the setting without {@code -file}; read by {@link SecretSettings}. */
@ConfigMapping(prefix = "zoetrope")
interface SecretFiles {
    /** Pairs, separated by commas or line breaks. */
    Optional<Path> keysFile();

    /** Pairs, separated by commas or line breaks. */
    Optional<Path> operatorKeysFile();

    Upstream upstream();

    Webhook webhook();

    Database database();

    Vault vault();

    /** The vendor's. */
    interface Upstream {
        Optional<Path> keyFile();
    }

    /** The callers'. */
    interface Webhook {
        /** Pairs, separated by commas or line breaks. */
        Optional<Path> secretsFile();
    }

    /** PostgreSQL's. */
    interface Database {
        Optional<Path> passwordFile();
    }

    /** The vault's. */
    interface Vault {
        S3 s3();

        /** The bucket's. */
        interface S3 {
            Optional<Path> accessKeyFile();

            Optional<Path> secretKeyFile();
        }
    }
}
