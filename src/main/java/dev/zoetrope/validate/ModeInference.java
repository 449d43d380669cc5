package dev.zoetrope.validate;

import java.util.EnumSet;
import java.util.Set;

import dev.zoetrope.video.GenerationMode;

/**
 * The mode table of {@code docs/contract.md} as a pure function: infers the mode from the inputs and the stated mode, or
 * reports why they do not fit.
 *
 * @param mode the mode; null if there are problems
 * @param problems the rows of the table that refuse the inputs; empty if there is a mode. Several rows can match: three
 *        images for a continuation are too many images and a missing clip
 */
record ModeInference(GenerationMode mode, Set<Problem> problems) {

    /** A row of the table that refuses the inputs, with the member that the fault names. */
    enum Problem {
        INPUT_REQUIRED(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "or video_url is required: one image for "
                + "image-to-video, two images for first-last-frame, a video_url for video-continuation"),
        IMAGES_REQUIRED(RequestField.IMAGE_URLS, FaultCode.REQUIRED, "is required and video_url is not allowed: "
                + "image-to-video takes one image, first-last-frame two"),
        TOO_MANY_IMAGES(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain one image (image-to-video) or two "
                + "(first-last-frame)"),
        ONE_IMAGE_REQUIRED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain exactly one image for "
                + "image-to-video"),
        TWO_IMAGES_REQUIRED(RequestField.IMAGE_URLS, FaultCode.INVALID_VALUE, "must contain exactly two images, first and "
                + "last, for first-last-frame"),
        VIDEO_REQUIRED(RequestField.VIDEO_URL, FaultCode.REQUIRED, "is required and image_urls is not allowed for "
                + "video-continuation"),
        VIDEO_AND_IMAGES(RequestField.VIDEO_URL, FaultCode.INVALID_VALUE, "must not be combined with image_urls");

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
     * @param images number of images, 0 or more
     * @param video whether there is a {@code video_url}
     * @param stated the mode that the body names; null if it names none, or an unknown one, which another rule reports
     */
    static ModeInference of(int images, boolean video, GenerationMode stated) {
        Set<Problem> problems = EnumSet.noneOf(Problem.class);
        if (video && images > 0) {
            problems.add(Problem.VIDEO_AND_IMAGES);
        } else if (video) {
            require(stated == null || stated == GenerationMode.VIDEO_CONTINUATION, Problem.IMAGES_REQUIRED, problems);
        } else if (images == 0) {
            problems.add(Problem.INPUT_REQUIRED);
        } else {
            require(stated != GenerationMode.VIDEO_CONTINUATION, Problem.VIDEO_REQUIRED, problems);
            require(images <= 2, Problem.TOO_MANY_IMAGES, problems);
            require(images != 1 || stated != GenerationMode.FIRST_LAST_FRAME, Problem.TWO_IMAGES_REQUIRED, problems);
            require(images != 2 || stated != GenerationMode.IMAGE_TO_VIDEO, Problem.ONE_IMAGE_REQUIRED, problems);
        }
        return new ModeInference(problems.isEmpty() ? inferred(images, video) : null, problems);
    }

    private static GenerationMode inferred(int images, boolean video) {
        if (video) {
            return GenerationMode.VIDEO_CONTINUATION;
        }
        return images == 1 ? GenerationMode.IMAGE_TO_VIDEO : GenerationMode.FIRST_LAST_FRAME;
    }

    private static void require(boolean met, Problem otherwise, Set<Problem> problems) {
        if (!met) {
            problems.add(otherwise);
        }
    }
}
