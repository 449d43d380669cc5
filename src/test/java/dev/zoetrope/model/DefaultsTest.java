package dev.zoetrope.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;
import dev.zoetrope.video.Slot;

/** What absent members mean. */
class DefaultsTest {
    private static final Model MODEL = Models.ofThisVersion().find(Requests.MODEL);

    @Test
    void absence_means_the_contracts_defaults() {
        GenerationRequest request = Requests.of(Requests.IMAGE_TO_VIDEO, false, Map.of());

        assertThat(MODEL.slot(request, Slot.DURATION)).isEqualTo(5);
        assertThat(MODEL.slot(request, Slot.RESOLUTION)).isEqualTo("1080p");
        assertThat(MODEL.files(request)).isEmpty();
    }
}
