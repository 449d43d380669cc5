package dev.zoetrope.dialect;

import dev.zoetrope.video.Slot;

/**
 * A file of a create in another API.
 *
 * @param slot what the file is for
 * @param url the value of the body: a String if the body is right
 * @param name the name of the member that has the URL in that API, for faults
 */
record TranslatedFile(Slot slot, Object url, String name) {

    /** Without the URL: URLs are private. */
    @Override
    public String toString() {
        return "TranslatedFile[" + slot + ", " + name + "]";
    }
}
