package dev.zoetrope.upstream;

import java.util.Map;

import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import io.smallrye.mutiny.Uni;

/** How vendors get the files that callers have uploaded. One CDI bean. Thread-safe; never blocks. */
public interface UploadHandover {

    /** Why a vendor cannot get the files of a create, naming the member; null if it can, or if the create names no file. */
    Fault obstacle(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol);

    /**
     * The create as the vendor gets it: a URL of the gateway or the bytes instead of each file. Everything is read before the
     * first byte goes to the vendor, because a create that breaks off has an unknown outcome.
     *
     * @return fails with {@link CreateException.Deferred} if the files cannot be read now, with
     *         {@link CreateException.Refused} if one does not exist any more
     */
    Uni<Handed> handOver(GenerationRequest request, Model model, VendorSpec vendor, Protocol protocol);

    /**
     * A create as the vendor gets it.
     *
     * @param request the create; it names only uploaded files that are among {@code files}
     * @param files the files whose bytes are parts of the create, by the values that the request has for them
     * @param release must be called when the create has been sent: it returns the memory of the bytes
     */
    record Handed(GenerationRequest request, Map<String, InlineFile> files, Runnable release) {

        private static final Runnable NOTHING = () -> {
        };

        /** A create that holds no bytes. */
        public static Handed of(GenerationRequest request) {
            return new Handed(request, Map.of(), NOTHING);
        }
    }
}
