package dev.zoetrope.validate;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonParser;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/**
 * The door of this package: the raw bytes of a create's body become a request that is valid by {@code contract.md}
 * (Create). Safe for all threads, never blocks; time and memory are linear in the length of the body, which the HTTP
 * edge bounds.
 */
@ApplicationScoped
public class RequestReader {
    private final Validator validator;
    private final ValidateConfig config;
    private final RequestLimits limits;
    private final CallbackPolicy callbacks;
    private final StrictJson json;

    public RequestReader(Validator validator, ValidateConfig config, RequestLimits limits,
            CallbackPolicy callbacks) {
        this.validator = validator;
        this.config = config;
        this.limits = limits;
        this.callbacks = callbacks;
        this.json = new StrictJson(limits.maxDepth());
    }

    /**
     * Reads and judges one body. Where the contract is silent: an empty {@code prompt} is kept, an empty URL is no URL,
     * an unknown {@code generation_type} does not hide what else is wrong with the inputs.
     *
     * @param body as received; empty or null is an empty body
     * @param caller whose create it is: not every caller may be called back
     * @return the request; null members were absent or null
     * @throws FailureException 400 {@code invalid_json} when the body is not one JSON object in UTF-8 with distinct
     *         names; 422 with every fault, those of the contract's members in the order of its table, then those of
     *         unknown members in the order of the body
     */
    public GenerationRequest read(byte[] body, Caller caller) {
        Faults faults = new Faults(limits.maxFaults());
        ParsedBody draft = json.read(body == null ? new byte[0] : body, tokens -> parse(tokens, faults));
        WireBody wire = draft.body();
        Violations.addTo(faults, validator.validate(wire));
        CallbackUrl.judge(wire.callbackUrl(), caller, callbacks, faults);
        faults.throwIfAny();
        return request(wire, draft);
    }

    private ParsedBody parse(JsonParser tokens, Faults faults) throws IOException {
        return new BodyParser(tokens, config.unknownMembers(), faults).parse();
    }

    private static GenerationRequest request(WireBody wire, ParsedBody draft) {
        return new GenerationRequest(wire.model(), wire.inferMode().mode(), wire.generationType() != null,
                wire.imageUrls(), wire.videoUrl(), wire.prompt(), wire.audioUrl(), toInteger(wire.duration()),
                Resolution.of(wire.resolution()).orElse(null), wire.negativePrompt(), toInteger(wire.seed()),
                wire.enablePromptExpansion(), wire.enableSafetyChecker(), wire.callbackUrl(), draft.extra());
    }

    private static Integer toInteger(Long value) {
        return value == null ? null : Math.toIntExact(value);
    }
}
