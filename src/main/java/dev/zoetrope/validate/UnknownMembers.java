package dev.zoetrope.validate;

/** The handling of members that the contract does not define ({@code zoetrope.request.unknown-members}). */
public enum UnknownMembers {
    /** The create is a 422 that names each of them, so that nobody pays for a video with a misspelt member. */
    REJECT,
    /** They are sent to the vendor unchanged ({@link dev.zoetrope.video.GenerationRequest#extra()}). */
    FORWARD
}
