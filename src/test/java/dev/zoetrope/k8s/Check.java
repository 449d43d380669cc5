package dev.zoetrope.k8s;

import java.util.List;
import java.util.stream.Stream;

/** One kind of agreement within an overlay. */
interface Check {
    List<Check> ALL = List.of(new RestrictedPods(), new References(), new Selectors(), new Ports(), new SettingNames(),
            new StoragePlace(), new StopTimes(), new KnativeRules(), new Words(), new OutOfMemory());

    /** What does not agree, each in a line that names the resource and the thing; none where all does. */
    Stream<String> complaints(Overlay overlay);

    /** Of all checks; one that cannot even read what it checks has its exception for a complaint. */
    static List<String> all(Overlay overlay) {
        return ALL.stream().flatMap(check -> {
            try {
                return check.complaints(overlay).toList().stream();
            } catch (RuntimeException e) {
                return Stream.of(check.getClass().getSimpleName() + ": " + e);
            }
        }).toList();
    }
}
