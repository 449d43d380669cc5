package dev.zoetrope.validate;

/** What OpenAPI says of each member: apart from {@link WireBody}, so that there the rules can be seen. */
final class WireBodyDocs {
    static final String BODY = "What to render. Either `image_urls` or `video_url` is needed, never both: one picture "
            + "is image-to-video, two are first-last-frame, a clip is video-continuation. A member the contract does "
            + "not know is refused, unless the gateway is set to forward it. Values are never coerced: `\"5\"` is not "
            + "an integer.";
    static final String MODEL = "Name of the model; `GET /v1/models` lists them.";
    static final String GENERATION_TYPE = "How the video comes to be; inferred from the inputs when absent. "
            + "`image-to-video` takes exactly one picture, `first-last-frame` exactly two, `video-continuation` a "
            + "`video_url`.";
    static final String IMAGE_URLS = "Pictures by absolute http or https URL, at most 8192 characters each: one, or "
            + "the first and the last frame in this order. JPEG, PNG, BMP or WEBP, at most 20 MB each. Never together "
            + "with `video_url`; an empty array counts as absent.";
    static final String VIDEO_URL = "Clip to go on from, by absolute http or https URL: MP4 or MOV, at most 100 MB. "
            + "Never together with `image_urls`.";
    static final String PROMPT = "Wanted camera movement, action or transition; at most 5000 characters (Unicode code "
            + "points).";
    static final String AUDIO_URL = "Driving audio by absolute http or https URL: WAV or MP3, at most 15 MB. Without "
            + "it the model makes music of its own.";
    static final String DURATION = "Length of the video in seconds.";
    static final String DURATION_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 2 to 15 (seconds)";
    static final String RESOLUTION = "Size of the video; the number is its short side in pixels.";
    static final String NEGATIVE_PROMPT = "What to avoid; at most 500 characters (Unicode code points).";
    static final String SEED = "Makes a render repeatable.";
    static final String SEED_RANGE = FaultCode.OUT_OF_RANGE + ": must be an integer from 0 to 2147483647";
    static final String PROMPT_EXPANSION = "Whether the prompt is enriched first; the model's own default when absent.";
    static final String SAFETY_CHECKER = "Whether the content is checked; the model's own default when absent.";
    static final String CALLBACK_URL = "Where to tell of the end of the task, by absolute https URL that leads to a public "
            + "address. Only for callers with a signing secret; signed as Standard Webhooks has it. Never sent to the vendor.";

    private WireBodyDocs() {
    }
}
