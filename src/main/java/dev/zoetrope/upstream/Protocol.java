package dev.zoetrope.upstream;

import dev.zoetrope.model.Media;
import dev.zoetrope.model.Model;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;

/**
 * An API that vendors offer: which creates it can carry, how its requests are written, and what each response means. Each
 * protocol is a CDI bean in a package of its own. Thread-safe.
 */
public interface Protocol {

    /** The name, as in the setting {@code zoetrope.vendors."name".protocol}. */
    String name();

    /**
     * Finds what a create asks for and this protocol has no place for.
     *
     * @return the first member that it cannot carry, with the reason; null if it can carry the create
     */
    Fault obstacle(GenerationRequest request, Model model);

    /** Whether a task that waits in the vendor's queue can be cancelled ({@link VendorCalls#cancel}). */
    default boolean cancelsQueued() {
        return false;
    }

    /** Whether this protocol can carry at least one create of a model. It says nothing about what a vendor offers. */
    default boolean canCarry(Model model) {
        return true;
    }

    /** Whether a create can contain the bytes of a file of this kind, as a {@code data:} URL in place of a URL. */
    default boolean takesBytes(Media.Kind kind) {
        return false;
    }

    /**
     * Whether the bytes of a file are a part of the create ({@link VendorCalls.Create#files}) and not a {@code data:} URL. Then
     * the vendor always gets bytes of the kinds that it takes.
     */
    default boolean takesParts() {
        return false;
    }

    /** Prepares the calls of one vendor. Called once for each vendor, when the first call is due. */
    VendorCalls open(VendorConnector connector);
}
