package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.zoetrope.validate.Faults.FieldRef;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;

class FaultsTest {

    private static Failure thrownBy(Faults faults) {
        return catchThrowableOfType(FailureException.class, faults::throwIfAny).failure();
    }

    @Test
    void none_is_no_failure() {
        assertThatCode(new Faults(1)::throwIfAny).doesNotThrowAnyException();
    }

    @Test
    void the_order_is_that_of_the_table_then_of_the_element_then_of_the_code() {
        // Given
        Faults faults = new Faults(10);
        faults.addUnknown("first", "unknown_member", "is unknown");
        faults.add(FieldRef.of(RequestField.SEED), "out_of_range", "is too big");
        faults.add(new FieldRef(RequestField.IMAGE_URLS, 1), "invalid_url", "is no URL");
        faults.add(new FieldRef(RequestField.IMAGE_URLS, 0), "too_long", "is too long");
        faults.add(new FieldRef(RequestField.IMAGE_URLS, 0), "invalid_url", "is no URL");
        faults.add(FieldRef.of(RequestField.IMAGE_URLS), "invalid_value", "are too many");

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
        faults.add(FieldRef.of(RequestField.SEED), "out_of_range", "is too big");
        faults.add(FieldRef.of(RequestField.MODEL), "required", "is required");

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
        faults.add(FieldRef.of(RequestField.SEED), "out_of_range", "is too big");

        assertThat(thrownBy(faults).faults()).extracting(Fault::param).containsExactly("seed", "a");
    }

    @Test
    void a_replaced_member_covers_its_elements() {
        Faults faults = new Faults(10);
        faults.addWithPlaceholder(FieldRef.of(RequestField.IMAGE_URLS), "invalid_type", "must be an array");

        assertThat(faults.isPlaceholder(new FieldRef(RequestField.IMAGE_URLS, 0))).isTrue();
        assertThat(faults.isPlaceholder(FieldRef.of(RequestField.VIDEO_URL))).isFalse();
    }

    @Test
    void a_replaced_element_covers_only_itself() {
        Faults faults = new Faults(10);
        faults.addWithPlaceholder(new FieldRef(RequestField.IMAGE_URLS, 0), "invalid_type", "must be a string");

        assertThat(faults.isPlaceholder(new FieldRef(RequestField.IMAGE_URLS, 0))).isTrue();
        assertThat(faults.isPlaceholder(new FieldRef(RequestField.IMAGE_URLS, 1))).isFalse();
        assertThat(faults.isPlaceholder(FieldRef.of(RequestField.IMAGE_URLS))).isFalse();
    }
}
