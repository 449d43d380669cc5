package dev.zoetrope.sandbox.render;

/** Why there is no film, as the task's {@code error} says it. No stack trace: it is an answer. */
public final class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** An input could not be fetched or read. */
    static final String INPUT = "image_processing_error";
    /** The render itself went wrong. */
    public static final String RENDER = "render_failed";

    private final String code;

    public RenderException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** For a fault of one input, named by its member. */
    static RenderException input(String member, String complaint) {
        return new RenderException(INPUT, member + " " + complaint + ".");
    }

    public String code() {
        return code;
    }
}
