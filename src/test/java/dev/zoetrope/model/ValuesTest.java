package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.zoetrope.video.Requests;

/** Which faults of one body are recorded. */
class ValuesTest {
    private static final Model MODEL = Models.ofThisVersion().find(Requests.MODEL);
    private static final Member IMAGES = MODEL.member("image_urls");
    private static final Member CLIP = MODEL.member("video_url");

    private Values values;

    @BeforeEach
    void start() {
        values = new Values(3);
    }

    @Test
    void a_value_that_does_not_fit_its_type_is_present_and_gets_no_further_fault() {
        values.addBroken(IMAGES, "invalid_type", "must be an array");
        values.add(IMAGES, "invalid_value", "are too many");
        values.addCount(IMAGES, "required", "is required");
        values.add(CLIP, "required", "is required");

        assertThat(values.isPresent(IMAGES)).isTrue();
        assertThat(values.isPresent(CLIP)).isFalse();
        assertThat(values.findings()).containsExactly(
                new Finding("image_urls", Finding.WHOLE_MEMBER, "invalid_type", "must be an array"),
                new Finding("video_url", Finding.WHOLE_MEMBER, "required", "is required"));
    }

    @Test
    void a_fault_of_an_element_hides_neither_the_other_elements_nor_the_member() {
        values.put(IMAGES, List.of(1, 2));
        values.add(IMAGES, 0, "invalid_type", "must be a string");
        values.add(IMAGES, 1, "invalid_type", "must be a string");
        values.addCount(IMAGES, "invalid_value", "are too many");

        assertThat(values.findings()).extracting(Finding::element).containsExactly(0, 1, Finding.WHOLE_MEMBER);
    }
}
