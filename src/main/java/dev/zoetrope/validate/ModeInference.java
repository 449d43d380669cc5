package dev.zoetrope.validate;

import java.util.EnumSet;
import java.util.Set;

import dev.zoetrope.video.GenerationMode;

/**
 * The mode table of {@code contract.md} as a pure function: infers the mode from the inputs and the stated mode, or
 * reports why they do not fit.
 *
 * @param mode the mode; null if there are problems
 * @param problems the rows of the table that refuse the inputs; empty if there is a mode. Several rows can match: three
 *        images for a continuation are too many images and a missing clip
 */
record ModeInference(GenerationMode mode, Set<Problem> problems) {

    /** A row of the table that refuses the inputs, with the member that the fault names. */
    enum Problem {
        NO_INPUT(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "or video_url is required: one image for "
                + "image-to-video, two images for first-last-frame, a video_url for video-continuation"),
        PICTURES_WANTED(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "is required and video_url is not allowed: "
                + "image-to-video takes one image, first-last-frame two"),
        TOO_MANY_PICTURES(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain one image (image-to-video) or two "
                + "(first-last-frame)"),
        ONE_PICTURE_WANTED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain exactly one image for "
                + "image-to-video"),
        TWO_PICTURES_WANTED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain exactly two images, first and "
                + "last, for first-last-frame"),
        CLIP_WANTED(RequestField.VIDEO_URL, FaultCode.REQUIRED, "is required and image_urls is not allowed for "
                + "video-continuation"),
        CLIP_AND_PICTURES(RequestField.VIDEO_URL, FaultCode.INVALID_VALUE, "must not be combined with image_urls");

        private final RequestField member;
        private final String code;
        private final String predicate;

        Problem(RequestField member, String code, String predicate) {
            this.member = member;
            this.code = code;
            this.predicate = predicate;
        }

        RequestField member() {
            return member;
        }

        /** The message of a constraint: code, colon, message without its subject. */
        String message() {
            return code + ": " + predicate;
        }
    }

    /**
     * Infers the mode.
     *
     * @param pictures number of images, 0 or more
     * @param clip whether there is a {@code video_url}
     * @param stated the mode that the body names; null if it names none, or an unknown one, which another rule reports
     */
    static ModeInference of(int pictures, boolean clip, GenerationMode stated) {
        Set<Problem> problems = EnumSet.noneOf(Problem.class);
        if (clip && pictures > 0) {
            problems.add(Problem.CLIP_AND_PICTURES);
        } else if (clip) {
            require(stated == null || stated == GenerationMode.VIDEO_CONTINUATION, Problem.PICTURES_WANTED, problems);
        } else if (pictures == 0) {
            problems.add(Problem.NO_INPUT);
        } else {
            require(stated != GenerationMode.VIDEO_CONTINUATION, Problem.CLIP_WANTED, problems);
            require(pictures <= 2, Problem.TOO_MANY_PICTURES, problems);
            require(pictures != 1 || stated != GenerationMode.FIRST_LAST_FRAME, Problem.TWO_PICTURES_WANTED, problems);
            require(pictures != 2 || stated != GenerationMode.IMAGE_TO_VIDEO, Problem.ONE_PICTURE_WANTED, problems);
        }
        return new ModeInference(problems.isEmpty() ? inferred(pictures, clip) : null, problems);
    }

    private static GenerationMode inferred(int pictures, boolean clip) {
        if (clip) {
            return GenerationMode.VIDEO_CONTINUATION;
        }
        return pictures == 1 ? GenerationMode.IMAGE_TO_VIDEO : GenerationMode.FIRST_LAST_FRAME;
    }

    private static void require(boolean met, Problem otherwise, Set<Problem> problems) {
        if (!met) {
            problems.add(otherwise);
        }
    }
}
