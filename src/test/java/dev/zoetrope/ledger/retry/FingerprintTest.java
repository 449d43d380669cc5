package dev.zoetrope.ledger.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.zoetrope.ledger.Creates;
import dev.zoetrope.ledger.Tasks;
import dev.zoetrope.ledger.task.RequestCodec;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.GenerationRequest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Equal requests have equal fingerprints; different requests practically never do. */
class FingerprintTest {

    private static long of(Caller caller, GenerationRequest request) {
        return Fingerprint.of(caller, RequestCodec.write(request), request.extra().isEmpty());
    }

    private static long of(Map<String, Object> extra) {
        return of(Tasks.ALICE, Creates.with("p", extra));
    }

    /** The same members in the opposite order. */
    private static Map<String, Object> reversed(Map<String, Object> members) {
        Map<String, Object> turned = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(members.keySet());
        Collections.reverse(names);
        names.forEach(name -> turned.put(name, members.get(name)));
        return turned;
    }

    @Test
    void it_is_stored_and_so_stays_the_same() {
        assertThat(of(Tasks.ALICE, Tasks.REQUEST)).isEqualTo(5033994075096365001L);
        assertThat(of(Map.of("a", List.of(1, "x", true)))).isEqualTo(-2341927304662870647L);
        assertThat(of(Map.of("ä", List.of(List.of(), Map.of("b", Map.of()))))).isEqualTo(2465699085668144590L);
    }

    @Test
    void caller_and_every_member_count() {
        // When
        Set<Long> all = new TreeSet<>(List.of(of(Tasks.ALICE, Tasks.REQUEST), of(Tasks.BOB, Tasks.REQUEST),
                of(Tasks.ALICE, Creates.prompt("p")), of(Tasks.ALICE, Creates.prompt("q")), of(Map.of("a", 1)),
                of(Map.of("a", "1x")), of(Map.of("b", 1)), of(Map.of("a", List.of(1, 2))), of(Map.of("a", List.of(2, 1))),
                of(Map.of("a", Map.of("b", 1))), of(Map.of("a", Map.of()))));
        // Then
        assertThat(all).hasSize(11);
    }

    @Property
    void the_order_of_members_does_not(@ForAll @Size(min = 1, max = 6) Map<String, String> members) {
        // Given
        Map<String, Object> one = new LinkedHashMap<>(members);
        one.put("inner", new LinkedHashMap<>(members));
        Map<String, Object> other = reversed(one);
        other.put("inner", reversed(new LinkedHashMap<>(members)));
        // When, then
        assertThat(of(other)).isEqualTo(of(one));
    }

    @Test
    void a_hundred_thousand_requests_have_as_many_fingerprints() {
        // Given
        Set<Long> all = new TreeSet<>();
        // When
        for (int i = 0; i < 100_000; i++) {
            all.add(Fingerprint.of(Tasks.ALICE, "{\"prompt\":\"take " + i + "\"}", true));
        }
        // Then
        assertThat(all).hasSize(100_000);
    }
}
