package dev.zoetrope.upstream.unified;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.upstream.VendorCalls;

/**
 * The body of a create as the vendor documents it: the model, then its members. It omits what the caller omitted, and
 * {@code callback_url}, which is a field of the gateway's API only.
 */
final class CreateBody {
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private CreateBody() {
    }

    static byte[] toJson(VendorCalls.Create create) throws JsonProcessingException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", create.modelId());
        body.putAll(create.model().toSend(create.request()));
        body.putAll(create.request().extra());
        return WRITER.writeValueAsBytes(body);
    }
}
