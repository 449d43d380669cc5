package dev.zoetrope.validate;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.validation.Validation;
import jakarta.validation.Validator;

import dev.zoetrope.model.Models;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import dev.zoetrope.video.Requests;

/** Readers with different settings for the tests, and helpers for bodies written with single quotes. */
final class Readings {
    static final Validator VALIDATOR = Validation.buildDefaultValidatorFactory().getValidator();
    /** A gateway with one model: a body that names no known model is checked with it. */
    static final Models MODELS = Models.ofThisVersion().filter(model -> model.id().equals(Requests.MODEL));
    static final Caller CALLER = new Caller("alice");
    static final CallerReader STRICT = reader(UnknownMembers.REJECT, false);
    static final CallerReader FORWARDING = reader(UnknownMembers.FORWARD, false);
    static final CallerReader WITH_CALLBACKS = reader(UnknownMembers.REJECT, true);
    static final CallerReader WITH_PRIVATE_CALLBACKS = reader(UnknownMembers.REJECT, new Callbacks(true, true));
    /** A gateway with all models, with callbacks. */
    static final CallerReader ALL_MODELS = reader(Models.ofThisVersion(), UnknownMembers.REJECT, new Callbacks(true, false));
    static final String IMAGE = "'image_urls':['https://example.com/start.jpg']";

    private Readings() {
    }

    private static CallerReader reader(UnknownMembers unknownMembers, boolean callbacks) {
        return reader(unknownMembers, new Callbacks(callbacks, false));
    }

    private static CallerReader reader(UnknownMembers unknownMembers, CallbackPolicy callbacks) {
        return reader(MODELS, unknownMembers, callbacks);
    }

    private static CallerReader reader(Models models, UnknownMembers unknownMembers, CallbackPolicy callbacks) {
        RequestReader reader = new RequestReader(models, VALIDATOR, () -> unknownMembers, new RequestLimits(100, 64),
                callbacks);
        return body -> reader.read(body, CALLER);
    }

    /** Reads the bodies of one caller. */
    interface CallerReader {
        GenerationRequest read(byte[] body);
    }

    /** A fixed policy. */
    record Callbacks(boolean taken, boolean allowsPrivateAddresses) implements CallbackPolicy {
        @Override
        public boolean acceptsCallbacks(Caller caller) {
            return taken && caller.equals(CALLER);
        }
    }

    /** The text with single quotes replaced by double quotes, in UTF-8. */
    static byte[] bytes(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** A valid body with additional members. */
    static String withMembers(String members) {
        return "{'model':'wan-2.7-image-to-video'," + IMAGE + (members.isEmpty() ? "" : "," + members) + "}";
    }

    static GenerationRequest read(String singleQuoted) {
        return STRICT.read(bytes(singleQuoted));
    }

    static Failure failure(CallerReader reader, byte[] body) {
        FailureException thrown = catchThrowableOfType(FailureException.class, () -> reader.read(body));
        if (thrown == null) {
            throw new AssertionError("this body was expected to be refused");
        }
        return thrown.failure();
    }

    static Failure failure(String singleQuoted) {
        return failure(STRICT, bytes(singleQuoted));
    }

    /** Each fault as {@code param code}, in the order of the answer. */
    static List<String> faults(CallerReader reader, String singleQuoted) {
        return failure(reader, bytes(singleQuoted)).faults().stream().map(Readings::brief).toList();
    }

    static List<String> faults(String singleQuoted) {
        return faults(STRICT, singleQuoted);
    }

    private static String brief(Fault fault) {
        return fault.param() + " " + fault.code();
    }
}
