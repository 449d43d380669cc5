package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.OperatorFinding;

/** The body of a reconcile is parsed strictly. */
class ReconcileBodyReaderTest {
    private static final int MOST_FAULTS = 5;

    private final ReconcileBodyReader reader = new ReconcileBodyReader(new RequestLimits(MOST_FAULTS, 8));

    private OperatorFinding read(String body) {
        return reader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private Failure failure(String body) {
        return catchThrowableOfType(FailureException.class, () -> read(body)).failure();
    }

    @Test
    void the_two_verdicts() {
        assertThat(read("{'outcome':'created','vendor_id':'task-1'}")).isEqualTo(new OperatorFinding.Created("task-1"));
        assertThat(read("{'vendor_id':'%s','outcome':'created'}".formatted("v".repeat(256))))
                .isEqualTo(new OperatorFinding.Created("v".repeat(256)));
        assertThat(read("{'outcome':'not_created'}")).isEqualTo(new OperatorFinding.NotCreated());
        assertThat(read("{'outcome':'not_created','vendor_id':null}")).isEqualTo(new OperatorFinding.NotCreated());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{}|outcome required", "{'outcome':null}|outcome required", "{'outcome':1}|outcome invalid_type",
            "{'outcome':['created']}|outcome invalid_type", "{'outcome':'Created'}|outcome invalid_value",
            "{'outcome':''}|outcome invalid_value", "{'outcome':'created'}|vendor_id required",
            "{'outcome':'created','vendor_id':null}|vendor_id required",
            "{'outcome':'created','vendor_id':17}|vendor_id invalid_type",
            "{'outcome':'created','vendor_id':{'a':[1]}}|vendor_id invalid_type",
            "{'outcome':'created','vendor_id':''}|vendor_id invalid_value",
            "{'outcome':'created','vendor_id':'  '}|vendor_id invalid_value",
            "{'outcome':'created','vendor_id':'a\\nb'}|vendor_id invalid_value",
            "{'outcome':'created','vendor_id':'a\\u202eb'}|vendor_id invalid_value",
            "{'outcome':'created','vendor_id':'\\ud800'}|vendor_id invalid_value",
            "{'outcome':'not_created','vendor_id':'task-1'}|vendor_id invalid_value",
            "{'outcome':'not_created','vendorId':'x'}|vendorId unknown_member" })
    void a_faulty_verdict_is_422_and_named(String body, String fault) {
        Failure failure = failure(body);

        assertThat(failure.status()).isEqualTo(422);
        assertThat(failure.faults()).extracting(one -> one.param() + " " + one.code()).containsExactly(fault);
    }

    @Test
    void an_id_too_long_is_refused() {
        assertThat(failure("{'outcome':'created','vendor_id':'%s'}".formatted("v".repeat(257))).faults())
                .singleElement().satisfies(fault -> assertThat(fault.message()).contains("256"));
    }

    @Test
    void every_fault_is_said_at_once_and_no_more_than_the_limit() {
        assertThat(failure("{'zz':1,'vendor_id':[],'outcome':'x','a':{}}").faults())
                .extracting(fault -> fault.param()).containsExactly("outcome", "vendor_id", "zz", "a");
        String flood = IntStream.range(0, 50).mapToObj(i -> "'m" + i + "':0").collect(Collectors.joining(","));
        assertThat(failure("{" + flood + "}").faults()).hasSize(MOST_FAULTS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "null", "'created'", "{", "{'outcome':'created',}", "{} {}",
            "{'outcome':'created','outcome':'not_created'}", "{'x':{'a':1,'a':2}}", "{'outcome':created}",
            "[[[[[[[[[[]]]]]]]]]]" })
    void what_is_no_single_object_is_400(String body) {
        assertThat(failure(body).status()).isEqualTo(400);
        assertThat(failure(body).code()).isEqualTo("invalid_json");
    }

    @Test
    void no_body_is_an_empty_one_and_broken_text_is_none() {
        assertThat(catchThrowableOfType(FailureException.class, () -> reader.read(null)).failure().status())
                .isEqualTo(400);
        byte[] broken = "{'outcome':'x'}".getBytes(StandardCharsets.UTF_8);
        broken[12] = (byte) 0xff;
        assertThat(catchThrowableOfType(FailureException.class, () -> reader.read(broken)).failure().status())
                .isEqualTo(400);
    }
}
