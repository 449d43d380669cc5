package dev.zoetrope.sandbox.render;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Everything that determines a render. No value is filled in later, so a render after a restart gives the same video.
 *
 * @param mode how the video is made from the inputs
 * @param imageUrls URLs of the pictures in order; never null
 * @param videoUrl URL of the clip to continue, to show or to change; null: none
 * @param audioUrl URL of the sound; null: a tone is generated
 * @param seconds length of the video, 2..15; 0 for a change of a clip: as long as the clip, at most {@link #MAX_SECONDS}
 * @param shortSide short side of the video in pixels
 * @param seed from the request, otherwise random
 * @param ratio width to height, {@code 16:9}; null: that of the first picture, or of the clip to change
 * @param words what a video without pictures shows, or what decides how a clip is changed; null if there are pictures only
 * @param members names of the members that contain the URLs, in the order of {@link #inputs()}, for messages; null, as earlier
 *        versions stored it: the names of wan 2.7 image to video
 */
@RegisterForReflection
public record RenderJob(GenerationMode mode, List<String> imageUrls, String videoUrl, String audioUrl, int seconds,
        int shortSide, int seed, String ratio, String words, List<String> members) {

    /** Frames per second. */
    static final int FRAME_RATE = 24;
    /** Maximum length of a video in seconds. */
    static final int MAX_SECONDS = 15;
    /** Assumed length of a clip that is changed as a whole, for progress and estimates. */
    private static final int ASSUMED_CLIP_SECONDS = 5;

    public RenderJob {
        imageUrls = List.copyOf(imageUrls);
    }

    public RenderJob(GenerationMode mode, List<String> imageUrls, String videoUrl, String audioUrl, int seconds, int shortSide,
            int seed) {
        this(mode, imageUrls, videoUrl, audioUrl, seconds, shortSide, seed, null, null, null);
    }

    /**
     * A file to fetch.
     *
     * @param member the member of the create that contains the URL, for messages
     */
    record Input(String member, MediaRole medium, String url) {
    }

    /** Number of frames of the video; an assumption if it is as long as a clip. */
    public int frames() {
        return (seconds == 0 ? ASSUMED_CLIP_SECONDS : seconds) * FRAME_RATE;
    }

    /** The pictures or the clip, followed by the sound if there is one. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (int i = 0; i < imageUrls.size(); i++) {
            inputs.add(input("image_urls[" + i + "]", inputs.size(), MediaRole.IMAGE, imageUrls.get(i)));
        }
        if (videoUrl != null) {
            inputs.add(input("video_url", inputs.size(), MediaRole.CLIP, videoUrl));
        }
        if (audioUrl != null) {
            inputs.add(input("audio_url", inputs.size(), MediaRole.AUDIO, audioUrl));
        }
        return inputs;
    }

    private Input input(String usual, int position, MediaRole medium, String url) {
        return new Input(members == null ? usual : members.get(position), medium, url);
    }
}
