package dev.zoetrope.sandbox.render;

/** A failed render. The caller sees code and message as the {@code error} of the task. Has no stack trace. */
public final class RenderException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** An input could not be fetched or read. */
    static final String INPUT = "image_processing_error";
    /** The render itself failed. */
    public static final String RENDER = "render_failed";

    private final String code;

    public RenderException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /**
     * For a fault of one input.
     *
     * @param member the member of the create that names the input
     * @param complaint the rest of the sentence, without a full stop
     */
    static RenderException ofInput(String member, String complaint) {
        return new RenderException(INPUT, member + " " + complaint + ".");
    }

    public String code() {
        return code;
    }
}
