package dev.zoetrope.dialect;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.api.CreateReceiver;
import dev.zoetrope.files.CreateBodies;
import dev.zoetrope.flow.CreatedTask;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.GenerationRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Receives the creates of APIs with JSON bodies. */
@ApplicationScoped
public class DialectCreates {
    /** What these APIs call a file, at any depth of a body. */
    private static final Set<String> FILE_NAMES = Set.of("data", "url", "img_url", "image_url", "first_frame_url",
            "last_frame_url", "video_url", "audio_url", "head_frame", "tail_frame");

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
        Translation translation = new Translation(request, translator);
        return receiver.receive(request, Preference.NONE, translation::read)
                .onFailure(FailureException.class).transform(translation::rename);
    }

    /** Like {@link #receive}, for an answer that ends with the task ({@link CreateReceiver#receiveForWaitingAnswer}). */
    public Uni<CreatedTask> receiveForWaitingAnswer(RoutingContext request,
            Function<Map<String, Object>, TranslatedCreate> translator) {
        Translation translation = new Translation(request, translator);
        return receiver.receiveForWaitingAnswer(request, translation::read)
                .onFailure(FailureException.class).transform(translation::rename);
    }

    /** The translation of one create. */
    private final class Translation {
        private final RoutingContext request;
        private final Function<Map<String, Object>, TranslatedCreate> translator;
        private volatile TranslatedCreate create;

        private Translation(RoutingContext request, Function<Map<String, Object>, TranslatedCreate> translator) {
            this.request = request;
            this.translator = translator;
        }

        private Uni<GenerationRequest> read(Caller owner) {
            return bodies.read(request, owner, FILE_NAMES, FILE_NAMES).map(body -> {
                create = translator.apply(reader.parse(body));
                return create.read(reader, owner);
            });
        }

        /** Gives faults the names of the other API. */
        private FailureException rename(FailureException thrown) {
            return create == null ? thrown : create.rename(thrown);
        }
    }
}
