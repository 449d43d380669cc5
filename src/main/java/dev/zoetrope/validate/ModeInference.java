package dev.zoetrope.validate;

import java.util.EnumSet;
import java.util.Set;

import dev.zoetrope.video.GenerationMode;

/**
 * The mode table of {@code contract.md} as a pure function: which mode the inputs and the stated mode come to, or what
 * is wrong with them.
 *
 * @param mode the mode; null when there are problems
 * @param problems rows of the table that refuse; empty when there is a mode. More than one row can match: three
 *        pictures for a continuation are too many, and lack a clip
 */
record ModeInference(GenerationMode mode, Set<Problem> problems) {

    /** A refusing row, with the member it blames. */
    enum Problem {
        NO_INPUT(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "must be given, or video_url: one picture for image-to-video, "
                + "two for first-last-frame, a video_url for video-continuation"),
        PICTURES_WANTED(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "must be given, and no video_url: image-to-video takes "
                + "one picture, first-last-frame two"),
        TOO_MANY_PICTURES(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must hold one picture (image-to-video) or two "
                + "(first-last-frame)"),
        ONE_PICTURE_WANTED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must hold exactly one picture for "
                + "image-to-video"),
        TWO_PICTURES_WANTED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must hold exactly two pictures, first and "
                + "last, for first-last-frame"),
        CLIP_WANTED(RequestField.VIDEO_URL, FaultCode.REQUIRED, "must be given, and no image_urls, for video-continuation"),
        CLIP_AND_PICTURES(RequestField.VIDEO_URL, FaultCode.INVALID_VALUE, "must not be given together with image_urls");

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

        /** As the message of a constraint: code, colon, what to say of the member. */
        String message() {
            return code + ": " + predicate;
        }
    }

    /**
     * @param pictures how many, 0 or more
     * @param clip whether there is a clip to go on from
     * @param stated the mode the caller named; null when it named none (or none that exists, which is a fault of its
     *        own)
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
