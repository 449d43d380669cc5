package dev.zoetrope.validate;

/** The descriptions of the members in OpenAPI. They are separate from {@link WireBody} to keep its rules readable. */
final class WireBodyDocs {
    static final String BODY = "The video to generate. Exactly one of `image_urls` and `video_url` is required: one "
            + "image is image-to-video, two images are first-last-frame, a video is video-continuation. An unknown member "
            + "is refused, unless the gateway is configured to forward it. Values are never coerced: `\"5\"` is not an "
            + "integer.";
    static final String MODEL = "Name of the model; `GET /v1/models` lists them.";
    static final String GENERATION_TYPE = "The generation mode; inferred from the inputs when absent. "
            + "`image-to-video` takes exactly one image, `first-last-frame` exactly two, `video-continuation` a "
            + "`video_url`.";
    static final String IMAGE_URLS = "Absolute http or https URLs of images, at most 8192 characters each: one image, or "
            + "the first and the last frame in this order. JPEG, PNG, BMP or WEBP, at most 20 MB each. Not allowed "
            + "together with `video_url`; an empty array counts as absent.";
    static final String VIDEO_URL = "Absolute http or https URL of the video to continue: MP4 or MOV, at most 100 MB. "
            + "Not allowed together with `image_urls`.";
    static final String PROMPT = "The wanted camera movement, action or transition; at most 5000 characters (Unicode "
            + "code points).";
    static final String AUDIO_URL = "Absolute http or https URL of the driving audio: WAV or MP3, at most 15 MB. Without "
            + "it the model generates its own music.";
    static final String DURATION = "Length of the video in seconds.";
    static final String DURATION_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 2 to 15 (seconds)";
    static final String RESOLUTION = "Size of the video; the number is the short side in pixels.";
    static final String NEGATIVE_PROMPT = "What the video must not show; at most 500 characters (Unicode code "
            + "points).";
    static final String SEED = "Makes a render repeatable.";
    static final String SEED_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 0 to 2147483647";
    static final String PROMPT_EXPANSION = "Whether the model expands the prompt first; the model's own default when "
            + "absent.";
    static final String SAFETY_CHECKER = "Whether the vendor checks the content for safety; the model's own default "
            + "when absent.";
    static final String CALLBACK_URL = "Absolute https URL with a public address that receives a callback when the task "
            + "ends. Only for callers with a signing secret; signed according to Standard Webhooks. Never sent to the "
            + "vendor.";

    private WireBodyDocs() {
    }
}
