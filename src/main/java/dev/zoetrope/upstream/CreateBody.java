package dev.zoetrope.upstream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.TaskError;

/**
 * The body of a create as the vendor documents it: the model, then its members. It omits what the caller omitted, and
 * {@code callback_url}, which is a field of the gateway's API only.
 */
final class CreateBody {
    private static final ObjectWriter WRITER = new JsonMapper().writer();

    private static final String MESSAGE = "The gateway no longer has the model of this task.";

    private CreateBody() {
    }

    /**
     * @throws CreateException.Refused if the model is no longer among the models: without its file, nobody knows which member
     *         states the mode
     */
    static byte[] toJson(GenerationRequest request, Models models) throws JsonProcessingException {
        Model model = models.find(request.model());
        if (model == null) {
            throw new CreateException.Refused(new SendOutcome.Refused(
                    Failure.invalid(List.of(new Fault("model", "model_not_found", MESSAGE))),
                    new TaskError("model_not_found", MESSAGE)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.putAll(model.toSend(request));
        body.putAll(request.extra());
        return WRITER.writeValueAsBytes(body);
    }
}
