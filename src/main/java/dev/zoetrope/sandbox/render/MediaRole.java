package dev.zoetrope.sandbox.render;

/** The role of an input, with the error text for a format that is not allowed ({@code docs/contract.md}, media limits). */
enum MediaRole {
    IMAGE("is not a JPEG, PNG, BMP or WEBP picture"),
    CLIP("is not an MP4 or MOV clip"),
    AUDIO("is not a WAV or MP3 sound");

    private final String wrongFormatText;

    MediaRole(String complaint) {
        this.wrongFormatText = complaint;
    }

    /** The error text for a file of another format. The name of the member precedes it. */
    String wrongFormatText() {
        return wrongFormatText;
    }
}
