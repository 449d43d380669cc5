package dev.zoetrope.deliver.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import dev.zoetrope.docs.OpenApiDocument;
import dev.zoetrope.ledger.DeliveryState;
import dev.zoetrope.video.FailureException;

/** Compares the query parameters in {@code META-INF/openapi.yaml} with the values that are accepted. */
class DeliveryParametersTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.read();
    private static final Map<String, JsonNode> SCHEMAS = DOCUMENT
            .elements(DOCUMENT.operations().get("GET /v1/webhooks/deliveries").get("parameters")).stream()
            .collect(Collectors.toMap(parameter -> parameter.get("name").textValue(), parameter -> parameter.get("schema")));

    private static DeliveryParameters limited(int limit) {
        DeliveryParameters parameters = new DeliveryParameters();
        parameters.limit = String.valueOf(limit);
        return parameters;
    }

    @Test
    void the_described_states_are_all_states() {
        assertThat(OpenApiDocument.texts(SCHEMAS.get("state").get("enum")))
                .containsExactlyInAnyOrder(
                        Arrays.stream(DeliveryState.values()).map(DeliveryState::value).toArray(String[]::new));
    }

    @Test
    void the_described_limits_of_a_page_are_those_that_are_checked() {
        JsonNode limit = SCHEMAS.get("limit");
        int least = limit.get("minimum").intValue();
        int most = limit.get("maximum").intValue();

        assertThat(new DeliveryParameters().page().limit()).isEqualTo(limit.get("default").intValue());
        assertThat(limited(least).page().limit()).isEqualTo(least);
        assertThat(limited(most).page().limit()).isEqualTo(most);
        assertThatThrownBy(limited(least - 1)::page).isInstanceOf(FailureException.class);
        assertThatThrownBy(limited(most + 1)::page).isInstanceOf(FailureException.class);
    }
}
