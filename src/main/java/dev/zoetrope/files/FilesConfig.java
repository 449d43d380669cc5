package dev.zoetrope.files;

import java.time.Duration;
import java.util.Optional;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings for files that callers upload. */
@ConfigMapping(prefix = "zoetrope")
public interface FilesConfig {
    /**
     * Base of the URLs by which vendors fetch uploaded files: an absolute http or https URL without user-info, query and
     * fragment; it may have a path.
     */
    Optional<String> publicUrl();

    Files files();

    /** Settings for files that creates name by URLs of others. */
    Media media();

    /** Settings below {@code zoetrope.media}. */
    interface Media {
        /**
         * Whether the files behind URLs of others are checked before a create is accepted, by what the model states about
         * them (size, format, pixels, ratio, seconds): {@code off}; {@code head}: the gateway fetches the first 64 KB of each
         * file; {@code full}: as much as the model takes. A file that the gateway cannot fetch refuses no create.
         */
        @WithDefault("off")
        MediaCheckMode check();
    }

    /** Settings below {@code zoetrope.files}. */
    interface Files {
        /**
         * How long a file is kept after its upload and after each create that names it; from 1 ms to 365 days. A file is kept
         * longer as long as a task that needs it has not ended.
         */
        @WithDefault("24h")
        Duration ttl();

        /** Maximum size of all files of a caller, in bytes: from 1 to 2^50. */
        @WithDefault("2G")
        MemorySize quota();
    }
}
