package dev.zoetrope.validate;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;

import com.fasterxml.jackson.core.JsonParser;

import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Resolution;

/**
 * Parses and validates the body of a create ({@code docs/contract.md}, Create). Thread-safe; never blocks. Time and memory are
 * linear in the length of the body, which the HTTP layer limits.
 */
@ApplicationScoped
public class RequestReader {
    private final Validator validator;
    private final ValidateConfig config;
    private final RequestLimits limits;
    private final CallbackPolicy callbacks;
    private final StrictJson json;

    @Inject
    public RequestReader(Validator validator, ValidateConfig config, CallbackPolicy callbacks) {
        this(validator, config, RequestLimits.DEFAULT, callbacks);
    }

    RequestReader(Validator validator, ValidateConfig config, RequestLimits limits, CallbackPolicy callbacks) {
        this.validator = validator;
        this.config = config;
        this.limits = limits;
        this.callbacks = callbacks;
        this.json = new StrictJson(limits.maxDepth());
    }

    /**
     * Parses and validates one body. Rules that the contract does not state: an empty {@code prompt} is valid and is
     * forwarded, an empty URL is invalid, and an unknown {@code generation_type} does not hide other faults of the inputs.
     *
     * @param body the bytes received; null means an empty body
     * @param caller the caller of the create: not every caller may use {@code callback_url}
     * @return the request; a null component means that the member was absent or null
     * @throws FailureException 400 {@code invalid_json} if the body is not one JSON object in UTF-8 with distinct names;
     *         422 with every fault: first those of the contract's members in the order of its table, then those of unknown
     *         members in the order of the body
     */
    public GenerationRequest read(byte[] body, Caller caller) {
        Faults faults = new Faults(limits.maxFaults());
        ParsedBody parsed = json.read(body == null ? new byte[0] : body, tokens -> parse(tokens, faults));
        WireBody wire = parsed.toWireBody();
        Violations.addTo(faults, validator.validate(wire));
        CallbackUrl.check(wire.callbackUrl(), caller, callbacks, faults);
        faults.throwIfAny();
        return toRequest(wire, parsed);
    }

    private ParsedBody parse(JsonParser tokens, Faults faults) throws IOException {
        return new BodyParser(tokens, config.unknownMembers(), faults).parse();
    }

    private static GenerationRequest toRequest(WireBody wire, ParsedBody parsed) {
        return new GenerationRequest(wire.model(), wire.inferMode().mode(), wire.generationType() != null,
                wire.imageUrls(), wire.videoUrl(), wire.prompt(), wire.audioUrl(), toInteger(wire.duration()),
                Resolution.of(wire.resolution()).orElse(null), wire.negativePrompt(), toInteger(wire.seed()),
                wire.enablePromptExpansion(), wire.enableSafetyChecker(), wire.callbackUrl(), parsed.extra());
    }

    private static Integer toInteger(Long value) {
        return value == null ? null : Math.toIntExact(value);
    }
}
