package dev.zoetrope.files;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.video.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the JSON bodies of creates, in every API. In a body that is longer than {@code zoetrope.request.max-body}, each
 * {@code data:} URL is stored as a file while it arrives, and the body then has the id of the file instead. So neither the
 * memory budget of bodies nor the ledger holds it. In a shorter body it stays, and {@link FileReferences} stores it.
 */
@ApplicationScoped
public class CreateBodies {
    private final BodyReader bodies;
    private final FileIntake intake;
    private final UploadSlots slots;
    private final UploadLimits limits;

    CreateBodies(BodyReader bodies, FileIntake intake, UploadSlots slots, UploadLimits limits) {
        this.bodies = bodies;
        this.intake = intake;
        this.slots = slots;
        this.limits = limits;
    }

    /**
     * Reads the body of a create. Call it once, on the event loop, from the resource method.
     *
     * @param names the names of the members that can have data URLs, at any depth
     * @return the whole body, unparsed. Fails as {@link BodyReader#read}, and with what is wrong with a file
     */
    public Uni<byte[]> read(RoutingContext request, Caller caller, Set<String> names) {
        if (!bodies.exceedsMemory(request)) {
            return bodies.read(request, caller);
        }
        slots.take(caller);
        InlineFiles files = new InlineFiles(new DataUrlScanner(names, intake::newWriter, bodies.maxLength()),
                stored -> intake.name(stored, caller), () -> slots.release(caller));
        return bodies.streamJson(request, limits.pace(), files).chain(files::finish);
    }
}
