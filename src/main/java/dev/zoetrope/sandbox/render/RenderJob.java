package dev.zoetrope.sandbox.render;

import java.util.ArrayList;
import java.util.List;

import dev.zoetrope.video.GenerationMode;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is to be rendered, complete: nothing in it is filled in later, so that it is the same after a restart.
 *
 * @param mode how the film comes to be
 * @param imageUrls pictures in order; never null
 * @param videoUrl clip to go on from; null unless the mode is a continuation
 * @param audioUrl sound; null for the tone of our own
 * @param seconds 2..15
 * @param shortSide pixels
 * @param seed stated or drawn
 */
@RegisterForReflection
public record RenderJob(GenerationMode mode, List<String> imageUrls, String videoUrl, String audioUrl, int seconds,
        int shortSide,
        int seed) {

    /** Frames a second. */
    static final int RATE = 24;

    public RenderJob {
        imageUrls = List.copyOf(imageUrls);
    }

    /** Something to be fetched, by the name of the member that names it. */
    record Input(String member, MediaRole medium, String url) {
    }

    public int frames() {
        return seconds * RATE;
    }

    /** The pictures or the clip, then the sound if there is one. */
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
