package dev.zoetrope.video;

import java.util.Collections;
import java.util.Map;

/**
 * The valid request of a create ({@code docs/contract.md}, Create). Absent members stay absent, because the vendor must not get
 * default values that its caller did not send.
 *
 * @param model id of the model, never null
 * @param mode name of the model's mode, stated or inferred; null if the model has no modes
 * @param modeStated whether the caller stated the mode
 * @param members the members that the model defines, by name and in the order of the model, without the one that states the
 *        mode: strings, booleans, Integer, Long, BigDecimal, lists and maps of such values; never null
 * @param callbackUrl receives a callback when the task ends; never sent to the vendor; null when absent
 * @param extra members that the model does not define and that go to the vendor unchanged, as plain JSON values; empty unless
 *        {@code zoetrope.request.unknown-members} is {@code forward}; never null
 * @param dialect the API in which the create was made; never sent to the vendor; null: the gateway's own
 */
public record GenerationRequest(String model, String mode, boolean modeStated, Map<String, Object> members,
        String callbackUrl, Map<String, Object> extra, Dialect dialect) {

    public GenerationRequest {
        members = members.isEmpty() ? Map.of() : Collections.unmodifiableMap(members);
        extra = extra.isEmpty() ? Map.of() : Collections.unmodifiableMap(extra);
    }

    /** A request in the gateway's own API. */
    public GenerationRequest(String model, String mode, boolean modeStated, Map<String, Object> members, String callbackUrl,
            Map<String, Object> extra) {
        this(model, mode, modeStated, members, callbackUrl, extra, null);
    }

    /** This request with other members. */
    public GenerationRequest withMembers(Map<String, Object> others) {
        return new GenerationRequest(model, mode, modeStated, others, callbackUrl, extra, dialect);
    }

    /** Without values, because a request may get into a log line: prompts and URLs are private. */
    @Override
    public String toString() {
        return "GenerationRequest[%s, %s, members=%s]".formatted(model, mode, members.keySet());
    }
}
