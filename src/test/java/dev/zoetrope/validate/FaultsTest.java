package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.model.Finding;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;

class FaultsTest {
    private static final List<String> ORDER = List.of("model", "image_urls", "seed");

    private static Failure thrownBy(Faults faults) {
        return catchThrowableOfType(FailureException.class, () -> faults.throwIfAny(ORDER)).failure();
    }

    @Test
    void none_is_no_failure() {
        assertThatCode(() -> new Faults(1).throwIfAny(ORDER)).doesNotThrowAnyException();
    }

    @Test
    void the_order_is_that_of_the_table_then_of_the_element_then_of_the_code() {
        // Given
        Faults faults = new Faults(10);
        faults.addUnknown("first", "unknown_member", "is unknown");
        faults.add(new Finding("seed", Finding.WHOLE_MEMBER, "out_of_range", "is too big"));
        faults.add(new Finding("image_urls", 1, "invalid_url", "is no URL"));
        faults.add(new Finding("image_urls", 0, "too_long", "is too long"));
        faults.add(new Finding("image_urls", 0, "invalid_url", "is no URL"));
        faults.add(new Finding("image_urls", Finding.WHOLE_MEMBER, "invalid_value", "are too many"));

        // When
        Failure failure = thrownBy(faults);

        // Then
        assertThat(failure.faults()).extracting(Fault::message).containsExactly("image_urls are too many",
                "image_urls[0] is no URL", "image_urls[0] is too long", "image_urls[1] is no URL", "seed is too big",
                "'first' is unknown");
        assertThat(failure.faults()).extracting(Fault::param).containsExactly("image_urls", "image_urls", "image_urls",
                "image_urls", "seed", "first");
    }

    @Test
    void the_first_one_speaks_for_all() {
        Faults faults = new Faults(10);
        faults.add(new Finding("seed", Finding.WHOLE_MEMBER, "out_of_range", "is too big"));
        faults.add(new Finding("model", Finding.WHOLE_MEMBER, "required", "is required"));

        assertThat(thrownBy(faults)).isEqualTo(new Failure(422, "invalid_request_error", "required", "model is required",
                List.of(new Fault("model", "required", "model is required"),
                        new Fault("seed", "out_of_range", "seed is too big")),
                null));
    }

    @Test
    void the_limit_cuts_the_end() {
        Faults faults = new Faults(2);
        faults.addUnknown("a", "unknown_member", "is unknown");
        faults.addUnknown("b", "unknown_member", "is unknown");
        faults.addUnknown("c", "unknown_member", "is unknown");
        faults.add(new Finding("seed", Finding.WHOLE_MEMBER, "out_of_range", "is too big"));

        assertThat(thrownBy(faults).faults()).extracting(Fault::param).containsExactly("seed", "a");
    }
}
