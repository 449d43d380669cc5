package dev.zoetrope.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;

/**
 * Every failure as it goes out: {@code {"error":{"message","type","code"?,"param"?,"details"?,"request_id"}}}.
 *
 * @param error the one member
 */
public record ErrorEnvelope(Body error) {

    /**
     * @param message for a person
     * @param type the class of failure; decides with the HTTP status what a client does
     * @param code stable word for programs; absent when the type says enough
     * @param param the first wrong member; absent when no member is to blame
     * @param details every wrong member; absent when no member is to blame
     * @param requestId the {@code X-Request-Id} of this answer
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Body(String message, String type, String code, String param, List<Fault> details,
            @JsonProperty("request_id") String requestId) {
    }

    public static ErrorEnvelope of(Failure failure, String requestId) {
        List<Fault> faults = failure.faults();
        return new ErrorEnvelope(new Body(failure.message(), failure.type(), failure.code(),
                faults.isEmpty() ? null : faults.get(0).param(), faults.isEmpty() ? null : faults, requestId));
    }
}
