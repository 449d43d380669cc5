package dev.zoetrope.k8s;

import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;

/** A gateway that is out of memory ends and is started again: half dead it would pass its probes. */
final class OutOfMemory implements Check {
    static final String ENDS = "-XX:+ExitOnOutOfMemoryError";
    /** Read by the {@code java} of the image; the native executable takes its options from the command line. */
    private static final String JAVA_OPTIONS = "JDK_JAVA_OPTIONS";

    @Override
    public Stream<String> complaints(Overlay overlay) {
        return overlay.pods().stream().filter(pod -> pod.gateway().filter(gateway -> !ends(gateway)).isPresent())
                .map(pod -> pod.owner() + ": out of memory must end the process, by " + ENDS);
    }

    private static boolean ends(Container gateway) {
        return gateway.getArgs().contains(ENDS) || gateway.getEnv().stream()
                .anyMatch(variable -> variable.getName().equals(JAVA_OPTIONS) && variable.getValue().contains(ENDS));
    }
}
