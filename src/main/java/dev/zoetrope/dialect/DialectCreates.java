package dev.zoetrope.dialect;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.api.CreateReceiver;
import dev.zoetrope.body.BodyReader;
import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Receives the creates of APIs with JSON bodies. */
@ApplicationScoped
public class DialectCreates {
    private final CreateReceiver receiver;
    private final BodyReader bodies;
    private final RequestReader reader;

    DialectCreates(CreateReceiver receiver, BodyReader bodies, RequestReader reader) {
        this.receiver = receiver;
        this.bodies = bodies;
        this.reader = reader;
    }

    /**
     * Receives a create. Call it from the resource method, on the event loop.
     *
     * @param translator translates the members of the body, as {@link RequestReader#parse} gives them
     * @return the task; fails as {@link CreateReceiver#receive} does, with faults that name the members of the other API
     */
    public Uni<CreatedTask> receive(RoutingContext request, Function<Map<String, Object>, TranslatedCreate> translator) {
        AtomicReference<TranslatedCreate> translated = new AtomicReference<>();
        return receiver.receive(request, Preference.NONE, owner -> bodies.read(request, owner).map(body -> {
            TranslatedCreate create = translator.apply(reader.parse(body));
            translated.set(create);
            return create.read(reader, owner);
        })).onFailure(FailureException.class).transform(thrown -> translated.get() == null ? thrown
                : translated.get().rename(thrown));
    }
}
