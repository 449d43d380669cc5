package dev.zoetrope.view;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of every error response: {@code {"error":{"message","type","code"?,"param"?,"details"?,"request_id"}}}. It is
 * registered for reflection, because no resource method returns it.
 *
 * @param error the only member
 */
@RegisterForReflection(registerFullHierarchy = true)
public record ErrorEnvelope(Body error) {

    /**
     * @param message text for a person
     * @param type the class of the failure; a client decides by it and by the HTTP status what to do
     * @param code stable identifier for programs; absent if the type is precise enough
     * @param param the first invalid member of the request; absent if the failure is not about a member
     * @param details all invalid members of the request; absent if the failure is not about a member
     * @param requestId the {@code X-Request-Id} of this response
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
