package dev.zoetrope.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Members whose value is one of a few words: the API's types have them as any text. */
final class Words implements Check {
    private static final Map<String, Set<String>> KNOWN = Map.of(
            "protocol", Set.of("TCP", "UDP", "SCTP"),
            "policyTypes", Set.of("Ingress", "Egress"),
            "accessModes", Set.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"),
            "whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway"),
            "concurrencyPolicy", Set.of("Allow", "Forbid", "Replace"),
            "restartPolicy", Set.of("Always", "OnFailure", "Never"),
            "imagePullPolicy", Set.of("Always", "IfNotPresent", "Never"),
            "fsGroupChangePolicy", Set.of("OnRootMismatch", "Always"));

    @Override
    public Stream<String> complaints(Overlay overlay) {
        List<String> complaints = new ArrayList<>();
        overlay.resources().forEach(resource -> walk(resource.label(), "", resource.json(), complaints));
        return complaints.stream();
    }

    /** @param member the nearest name above */
    private static void walk(String label, String member, JsonNode json, List<String> complaints) {
        json.properties().forEach(below -> walk(label, below.getKey(), below.getValue(), complaints));
        if (json.isArray()) {
            json.forEach(item -> walk(label, member, item, complaints));
        }
        if (json.isTextual() && KNOWN.containsKey(member) && !KNOWN.get(member).contains(json.asText())) {
            complaints.add(label + ": " + member + " cannot be " + json.asText());
        }
    }
}
