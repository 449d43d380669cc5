package dev.zoetrope.upstream;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.smallrye.config.ConfigMapping;

/**
 * Several vendors, and the order in which they are tried. {@code zoetrope.upstream.url} and {@code .key} are the short way to
 * one vendor, which has the name {@code default}.
 */
@ConfigMapping(prefix = "zoetrope")
public interface VendorsConfig {
    /**
     * The vendors by name: lower-case letters, digits and hyphens, beginning with a letter, at most 32. In the name of an
     * environment variable, a name with a hyphen stands between two underscores: {@code ZOETROPE_VENDORS__OWN_GPU__URL}.
     */
    Map<String, VendorSettings> vendors();

    /**
     * The vendors of a model, by its id, in the order in which a create is offered to them. A model without a route is offered
     * to each vendor that serves it, the default vendor first, then by name. In the name of an environment variable, the
     * characters of the id that are no letters and digits are underscores.
     */
    Map<String, List<String>> routes();

    /** One vendor. */
    interface VendorSettings {
        /**
         * {@code unified-task}, which is the API of this gateway and the default, {@code dashscope} or {@code openai-videos}.
         */
        Optional<String> protocol();

        /**
         * The base URL, without the {@code /v1} at its end; {@code sandbox} for the sandbox in this process. The vendors
         * {@code foxapi} and {@code alibaba} have defaults of all settings but the keys.
         */
        Optional<String> url();

        /** The gateway's keys at the vendor, separated by commas. The sandbox needs none. */
        Optional<List<String>> keys();

        /** File for {@code keys}: keys, separated by commas or line breaks. */
        Optional<Path> keysFile();

        /**
         * The maximum number of tasks that are sent to the vendor or running there, in all replicas and for all keys; 1 to
         * 1,000,000. It may be exceeded for a moment. A create above it goes to the next vendor of its model, or waits.
         */
        OptionalInt running();

        /** The maximum number of creates that this process sends to the vendor in any second; 1 to 10,000. */
        OptionalInt createsPerSecond();

        /**
         * The maximum number of polls that this process sends to the vendor in any second; 0 to 100,000. The default is
         * {@code zoetrope.upstream.asks-per-second}.
         */
        OptionalInt asksPerSecond();

        /**
         * The ids of the models that the vendor serves, with the vendor's own id of each. Without it: what is known of the
         * vendor by its name, otherwise the models whose route names the vendor.
         */
        Map<String, String> models();
    }
}
