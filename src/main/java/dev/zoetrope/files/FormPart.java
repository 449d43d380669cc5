package dev.zoetrope.files;

/**
 * A field of a form.
 *
 * @param name as the client wrote it; any text, not empty
 * @param text the text of the field; the id of the stored file if it was a file or a {@code data:} URL
 */
public record FormPart(String name, String text) {

    /** Without the text, which is private. */
    @Override
    public String toString() {
        return "FormPart[" + name.length() + " characters]";
    }
}
