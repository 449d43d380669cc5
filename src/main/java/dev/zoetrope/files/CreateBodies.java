package dev.zoetrope.files;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.model.Models;
import dev.zoetrope.video.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the bodies of creates, in every API. In a body that is longer than {@code zoetrope.request.max-body}, whether its head
 * says so or not, each {@code data:} URL is stored as a file while it arrives, and the body then has the id of the file
 * instead. So neither the memory budget of bodies nor the ledger holds it. In a shorter body it stays, and
 * {@link FileReferences} stores it.
 */
@ApplicationScoped
public class CreateBodies {
    private final BodyReader bodies;
    private final FileIntake intake;
    private final UploadSlots slots;
    private final UploadLimits limits;
    private final Models models;

    CreateBodies(BodyReader bodies, FileIntake intake, UploadSlots slots, UploadLimits limits, Models models) {
        this.models = models;
        this.bodies = bodies;
        this.intake = intake;
        this.slots = slots;
        this.limits = limits;
    }

    /**
     * Reads the body of a create. Call it once, on the event loop, from the resource method.
     *
     * @param furtherNames the names, besides those of the models, under which the API has files at any depth
     * @param bareNames those of them whose files can be base64 without the head of a {@code data:} URL ({@link BareBase64})
     * @return the whole body, unparsed. Fails as {@link BodyReader#read}, and with what is wrong with a file
     */
    public Uni<byte[]> read(RoutingContext request, Caller caller, Set<String> furtherNames, Set<String> bareNames) {
        AtomicReference<InlineFiles> longBody = new AtomicReference<>();
        return bodies.readJsonOrStream(request, caller, limits.pace(), () -> {
            slots.take(caller);
            longBody.set(inlineFiles(caller, furtherNames, bareNames));
            return longBody.get();
        }).chain(body -> body == null ? longBody.get().finish() : Uni.createFrom().item(body));
    }

    private InlineFiles inlineFiles(Caller caller, Set<String> furtherNames, Set<String> bareNames) {
        Set<String> names = new HashSet<>(models.fileMembers());
        names.addAll(furtherNames);
        return new InlineFiles(new DataUrlScanner(names, bareNames, intake::newWriter, bodies.maxLength()),
                stored -> intake.name(stored, caller), () -> slots.release(caller));
    }

    /**
     * Reads the form of a create: files, and fields that are {@code data:} URLs, are stored while they arrive. Call it once, on
     * the event loop, from the resource method.
     *
     * @param contentType of the form
     * @return the fields in the order of the body. Fails with {@link dev.zoetrope.video.FailureException}: 400 if it is no
     *         complete form, 413 if its texts are longer than {@code zoetrope.request.max-body}, 422 naming the field if a file
     *         cannot be used, 408, 429 and 503 as {@link FileIntake#receive}
     */
    public Uni<List<FormPart>> readForm(RoutingContext request, Caller caller, String contentType) {
        ReceivedForm inMemory = form(contentType, caller, () -> {
        });
        AtomicReference<ReceivedForm> longForm = new AtomicReference<>();
        return bodies.readOrStream(request, caller, limits.pace(), () -> {
            slots.take(caller);
            longForm.set(form(contentType, caller, () -> slots.release(caller)));
            return longForm.get();
        }).chain(body -> {
            if (body == null) {
                return longForm.get().finish();
            }
            return Uni.createFrom().item(body).invoke(bytes -> inMemory.write(Buffer.buffer(bytes)))
                    .onFailure().invoke(inMemory::discard).chain(inMemory::finish);
        });
    }

    private ReceivedForm form(String contentType, Caller caller, Runnable released) {
        return new ReceivedForm(contentType, intake::newWriter, stored -> intake.name(stored, caller), bodies.maxLength(),
                released);
    }
}
