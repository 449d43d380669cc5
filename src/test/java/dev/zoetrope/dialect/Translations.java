package dev.zoetrope.dialect;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.validation.Validation;

import dev.zoetrope.model.Aliases;
import dev.zoetrope.model.Models;
import dev.zoetrope.validate.CallbackPolicy;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.validate.UnknownMembers;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/** Reads bodies of other APIs, which are written with single quotes, in a gateway with all models of this version. */
public final class Translations {
    private static final Caller CALLER = new Caller("alice");
    private static final Models MODELS = Models.ofThisVersion();
    private static final RequestReader READER = new RequestReader(MODELS,
            Validation.buildDefaultValidatorFactory().getValidator(), () -> UnknownMembers.REJECT, new NoCallbacks());

    private final Function<Map<String, Object>, TranslatedCreate> translator;

    public Translations(Function<Map<String, Object>, TranslatedCreate> translator) {
        this.translator = translator;
    }

    private static final class NoCallbacks implements CallbackPolicy {
        @Override
        public boolean acceptsCallbacks(Caller caller) {
            return false;
        }

        @Override
        public boolean allowsPrivateAddresses() {
            return false;
        }
    }

    /** A gateway in which {@code wan-of-old} is an alias. */
    public static ModelNames names() {
        return new ModelNames(MODELS, Aliases.of(Map.of("wan-of-old", "wan-2.7-text-to-video"), MODELS));
    }

    private TranslatedCreate translate(String singleQuoted) {
        return translator.apply(READER.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    public GenerationRequest read(String singleQuoted) {
        return translate(singleQuoted).read(READER, CALLER);
    }

    /** The members of the model, in its order. */
    public Map<String, Object> members(String singleQuoted) {
        return read(singleQuoted).members();
    }

    /** The messages of all faults. */
    public List<String> faults(String singleQuoted) {
        TranslatedCreate create = translate(singleQuoted);
        FailureException thrown = catchThrowableOfType(FailureException.class, () -> create.read(READER, CALLER));
        if (thrown == null) {
            throw new AssertionError("this body was expected to be refused");
        }
        return create.rename(thrown).failure().faults().stream().map(Fault::message).toList();
    }
}
