package dev.zoetrope.validate;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Validator;

import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Model;
import dev.zoetrope.model.Models;
import dev.zoetrope.model.PlainValues;
import dev.zoetrope.model.WellFormed;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Dialect;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;

/**
 * Parses and validates the body of a create ({@code docs/contract.md}, Create). Thread-safe; never blocks. Time and memory are
 * linear in the length of the body, which the HTTP layer limits.
 */
@ApplicationScoped
public class RequestReader {
    private final Models models;
    private final Validator validator;
    private final ValidateConfig config;
    private final RequestLimits limits;
    private final CallbackPolicy callbacks;
    private final StrictJson json;

    @Inject
    public RequestReader(Models models, Validator validator, ValidateConfig config, CallbackPolicy callbacks) {
        this(models, validator, config, RequestLimits.DEFAULT, callbacks);
    }

    RequestReader(Models models, Validator validator, ValidateConfig config, RequestLimits limits, CallbackPolicy callbacks) {
        this.models = models;
        this.validator = validator;
        this.config = config;
        this.limits = limits;
        this.callbacks = callbacks;
        this.json = new StrictJson(limits.maxDepth());
    }

    /**
     * Parses and validates one body. Rules that the contract does not state: an empty {@code prompt} is valid and is
     * forwarded, an empty URL is invalid, an unknown {@code generation_type} does not hide other faults of the inputs, and a
     * member that is null and that the model does not have counts as absent, unless unknown members are forwarded.
     *
     * @param body the bytes received; null means an empty body
     * @param caller the caller of the create: not every caller may use {@code callback_url}
     * @return the request
     * @throws FailureException 400 {@code invalid_json} if the body is not one JSON object in UTF-8 with distinct names;
     *         422 with every fault: first those of the model's members in the order of its file, then those of unknown
     *         members in the order of the body
     */
    public GenerationRequest read(byte[] body, Caller caller) {
        BodyParser parser = new BodyParser(models, config.unknownMembers());
        return read(json.read(body == null ? new byte[0] : body, parser::parse), caller, null);
    }

    /**
     * Validates the members of a create that was made in another API.
     *
     * @param members the members under the names of the model, as {@link #parse} gives values; with {@code model}
     * @param dialect the other API
     * @return as {@link #read(byte[], Caller)}
     * @throws FailureException 422 with every fault, under the names of the model
     */
    public GenerationRequest read(Map<String, Object> members, Caller caller, Dialect dialect) {
        CreateBody create = CreateBody.of(members, models);
        Faults faults = new Faults(limits.maxFaults());
        Violations.addTo(faults, validator.validate(create));
        CallbackUrl.check(members.get(CreateBody.CALLBACK_URL), caller, callbacks, faults);
        Map<String, Object> extra = extra(create, members, faults);
        if (!faults.isEmpty()) {
            faults.throwIfAny(create.order());
        }
        Model.Reading reading = create.reading();
        return new GenerationRequest(create.model().id(), reading.mode(), reading.modeStated(), reading.members(),
                (String) members.get(CreateBody.CALLBACK_URL), extra, dialect);
    }

    /**
     * Parses the body of a create in another API; checks nothing but the JSON.
     *
     * @return the members by name, in the order of the body: {@link Map}, {@link java.util.List}, String,
     *         {@link dev.zoetrope.model.JsonNumber}, Boolean, null
     * @throws FailureException 400 {@code invalid_json} if the body is not one JSON object in UTF-8 with distinct names
     */
    public Map<String, Object> parse(byte[] body) {
        return json.read(body, tokens -> {
            Map<String, Object> members = new LinkedHashMap<>();
            StrictJson.forEachMember(tokens, name -> members.put(name, RawValues.read(tokens)));
            return members;
        });
    }

    /** The members that the model does not have: refused, or forwarded as plain values. */
    private Map<String, Object> extra(CreateBody create, Map<String, Object> members, Faults faults) {
        Map<String, Object> extra = Map.of();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            if (create.knows(member.getKey())) {
                continue;
            }
            if (config.unknownMembers() == UnknownMembers.FORWARD) {
                extra = extra.isEmpty() ? new LinkedHashMap<>() : extra;
                extra.put(member.getKey(), forwarded(member.getKey(), member.getValue(), faults));
            } else if (member.getValue() != null) {
                faults.addUnknown(member.getKey(), FaultCode.UNKNOWN_MEMBER, "is not a member of this request");
            }
        }
        return extra;
    }

    private static Object forwarded(String name, Object raw, Faults faults) {
        PlainValues values = new PlainValues();
        Object value = values.of(raw);
        if (values.malformedText() || !WellFormed.isWellFormed(name)) {
            faults.addUnknown(name, FaultCode.INVALID_TEXT, WellFormed.PREDICATE);
        }
        if (values.numberOutOfRange()) {
            faults.addUnknown(name, FaultCode.OUT_OF_RANGE, PlainValues.NUMBER_PREDICATE);
        }
        return value;
    }
}
