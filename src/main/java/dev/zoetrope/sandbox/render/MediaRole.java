package dev.zoetrope.sandbox.render;

/** What an input is for, with the formats the contract allows ({@code contract.md}, media limits). */
enum MediaRole {
    IMAGE("is not a JPEG, PNG, BMP or WEBP picture"),
    CLIP("is not an MP4 or MOV clip"),
    AUDIO("is not a WAV or MP3 sound");

    private final String complaint;

    MediaRole(String complaint) {
        this.complaint = complaint;
    }

    /** What is said of bytes that are none of these. */
    String complaint() {
        return complaint;
    }
}
