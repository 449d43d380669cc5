package dev.zoetrope.sandbox.render;

import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.GenerationMode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Everything that determines a render. No value is filled in later, so a render after a restart gives the same video.
 *
 * @param mode how the video is made from the inputs
 * @param imageUrls URLs of the pictures in order; never null
 * @param videoUrl URL of the clip to continue; null unless the mode is a continuation
 * @param audioUrl URL of the sound; null: a tone is generated
 * @param seconds length of the video, 2..15
 * @param shortSide short side of the video in pixels
 * @param seed from the request, otherwise random
 */
@RegisterForReflection
public record RenderJob(GenerationMode mode, List<String> imageUrls, String videoUrl, String audioUrl, int seconds,
        int shortSide,
        int seed) {

    /** Frames per second. */
    static final int FRAME_RATE = 24;

    public RenderJob {
        imageUrls = List.copyOf(imageUrls);
    }

    /**
     * A file to fetch.
     *
     * @param member the member of the create that contains the URL, for messages
     */
    record Input(String member, MediaRole medium, String url) {
    }

    public int frames() {
        return seconds * FRAME_RATE;
    }

    /** The pictures or the clip, followed by the sound if there is one. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < imageUrls.size(); i++) {
            inputs.add(new Input("image_urls[" + i + "]", MediaRole.IMAGE, imageUrls.get(i)));
        }
        if (videoUrl != null) {
            inputs.add(new Input("video_url", MediaRole.CLIP, videoUrl));
        }
        if (audioUrl != null) {
            inputs.add(new Input("audio_url", MediaRole.AUDIO, audioUrl));
        }
        return inputs;
    }
}
