package dev.zoetrope.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A vendor as the settings describe it.
 *
 * @param name the name in the settings
 * @param protocol the name of a {@link Protocol}
 * @param base the base URL without a slash at its end; read at the first call, because the port of the sandbox is unknown until
 *        the server listens
 * @param keys the keys, at least one unless the protocol needs none; never logged or shown
 * @param models the ids of the models that it serves, with the vendor's id of each
 * @param running the maximum number of tasks that are sent or running; null: no limit
 * @param createsPerSecond the maximum number of creates in any second; null: no limit
 * @param asksPerSecond the maximum number of polls in any second; 0: no polls
 * @param sandbox whether it is the sandbox in this process
 */
public record VendorSpec(String name, String protocol, Supplier<URI> base, List<String> keys, Map<String, String> models,
        Integer running, Integer createsPerSecond, int asksPerSecond, boolean sandbox) {

    public VendorSpec {
        keys = List.copyOf(keys);
        models = Map.copyOf(models);
        Objects.requireNonNull(base);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "vendor " + name;
    }
}
