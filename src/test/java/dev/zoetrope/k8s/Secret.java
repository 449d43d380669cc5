package dev.zoetrope.k8s;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.EnvVarSource;

/**
 * A value that the pods of an overlay take from a Secret, which is not in the repository.
 *
 * @param secret the name of the Secret
 * @param required whether no pod starts without it
 */
record Secret(String secret, String key, boolean required) {

    /** In place of a value that nobody here knows: a pair of a caller and a key. */
    static final String STANDS_FOR = "alice:a-key-that-is-long";

    /** The settings that are secrets, or may hold one, by the ends of their names. */
    private static final List<String> SECRET = List.of("_KEY", "_KEYS", "_PASSWORD", "_SECRETS", "_DATABASE_URL",
            "_DATABASE_USER");

    static boolean isOne(String variable) {
        return SECRET.stream().anyMatch(variable::endsWith);
    }

    static Stream<Secret> of(Overlay overlay) {
        return overlay.pods().stream().flatMap(pod -> pod.spec().getContainers().stream())
                .flatMap(container -> container.getEnv().stream())
                .flatMap(variable -> Stream.ofNullable(variable.getValueFrom())).map(EnvVarSource::getSecretKeyRef)
                .filter(reference -> reference != null).map(reference -> new Secret(reference.getName(), reference.getKey(),
                        !Boolean.TRUE.equals(reference.getOptional())));
    }
}
