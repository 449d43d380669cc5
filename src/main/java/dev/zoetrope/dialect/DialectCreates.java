package dev.zoetrope.dialect;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.api.CreateReceiver;
import dev.zoetrope.files.CreateBodies;
import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.FailureException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Receives the creates of APIs with JSON bodies. */
@ApplicationScoped
public class DialectCreates {
    /** What these APIs call the URL of a file, at any depth of a body. */
    private static final Set<String> FILE_NAMES = Set.of("url", "img_url", "image_url", "first_frame_url", "last_frame_url",
            "video_url", "audio_url", "head_frame", "tail_frame");

    private final CreateReceiver receiver;
    private final CreateBodies bodies;
    private final RequestReader reader;

    DialectCreates(CreateReceiver receiver, CreateBodies bodies, RequestReader reader) {
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
        return receiver.receive(request, Preference.NONE, owner -> bodies.read(request, owner, FILE_NAMES).map(body -> {
            TranslatedCreate create = translator.apply(reader.parse(body));
            translated.set(create);
            return create.read(reader, owner);
        })).onFailure(FailureException.class).transform(thrown -> translated.get() == null ? thrown
                : translated.get().rename(thrown));
    }
}
