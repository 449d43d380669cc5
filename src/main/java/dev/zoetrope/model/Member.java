package dev.zoetrope.model;

import java.util.List;

import dev.zoetrope.video.Slot;

/**
 * One member of a create.
 *
 * @param name the name in the JSON
 * @param slots what the member means: one slot, or one slot for each position of a list; empty if only a vendor that
 *        documents the member can carry it
 * @param required whether a create without it is a fault
 * @param nullable whether null means absent; otherwise null is a fault
 * @param defaultValue what the vendor takes if the member is absent: used by rules, never stored; null: not stated
 * @param sendDefault whether the default is sent to the vendor if the member is absent
 * @param allowed the values that it can have; null: any value of the type
 * @param maxChars maximum number of code points of a text or a URL; 0: not limited
 * @param items permitted number of elements of a list; null: not limited
 * @param media facts about the files of a URL; null for members of other types
 * @param tellsMode whether its values are the names of the model's modes
 * @param docs explanation for people; null: none
 */
public record Member(String name, MemberType type, List<Slot> slots, boolean required, boolean nullable,
        Object defaultValue, boolean sendDefault, Allowed allowed, int maxChars, Range items, Media media, boolean tellsMode,
        String docs) {

    /** Maximum length of a URL of an input file in characters ({@code docs/contract.md}, Create): presigned URLs are long. */
    static final int MAX_URL_CHARS = 8192;

    /** Maximum length of a list, whatever the model says, so that one body cannot have thousands of faults. */
    static final int MAX_ELEMENTS = 100;

    /** Lists are checked at least up to this element. */
    private static final int MIN_CHECKED = 10;

    /** Whether a string is free text: it is sent as it is, even if it is empty. */
    boolean isFreeText() {
        return type == MemberType.STRING && allowed == null && !tellsMode;
    }

    /** Number of elements of a list that are checked; a longer list is refused for its length. */
    int checkedElements() {
        return items == null ? MAX_ELEMENTS : (int) Math.max(MIN_CHECKED, Math.min(items.max(), MAX_ELEMENTS));
    }

    /** What the member must be, as a predicate of its name. */
    String expectation() {
        return "must be " + allowed.words(type) + (slots.contains(Slot.DURATION) ? " (seconds)" : "");
    }

    /** Such a member with fewer permitted values; a default that is none of them is not known any more. */
    Member narrowed(Allowed fewer) {
        boolean keeps = defaultValue != null && fewer.contains(defaultValue);
        return new Member(name, type, slots, required, nullable, keeps ? defaultValue : null, sendDefault && keeps, fewer,
                maxChars, items, media, tellsMode, docs);
    }

    /** Such a member with other permitted values. */
    Member withAllowed(Allowed other) {
        return new Member(name, type, slots, required, nullable, defaultValue, sendDefault, other, maxChars, items, media,
                tellsMode, docs);
    }
}
