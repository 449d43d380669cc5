package dev.zoetrope.k8s;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge, as far as our patches go: objects member by member, {@code null} takes away, a list with
 * names by its names, any other list as a whole.
 */
final class Merge {
    private static final String NAME = "name";

    private Merge() {
    }

    static void into(ObjectNode base, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            JsonNode mine = base.get(member.getKey());
            JsonNode given = member.getValue();
            if (given.isNull()) {
                base.remove(member.getKey());
            } else if (mine instanceof ObjectNode below && given instanceof ObjectNode changes) {
                into(below, changes);
            } else if (mine instanceof ArrayNode list && given instanceof ArrayNode changes && named(list) && named(changes)) {
                byName(list, changes);
            } else {
                base.set(member.getKey(), given.deepCopy());
            }
        }
    }

    private static boolean named(ArrayNode list) {
        return !list.isEmpty() && list.valueStream().allMatch(item -> item.hasNonNull(NAME));
    }

    /** What is new comes first, as in kubectl. */
    private static void byName(ArrayNode list, ArrayNode changes) {
        int first = 0;
        for (JsonNode change : changes) {
            JsonNode mine = list.valueStream().filter(item -> item.get(NAME).equals(change.get(NAME))).findFirst()
                    .orElse(null);
            if (mine == null) {
                list.insert(first++, change.deepCopy());
            } else {
                into((ObjectNode) mine, (ObjectNode) change);
            }
        }
    }
}
