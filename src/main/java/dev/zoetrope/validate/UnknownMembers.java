package dev.zoetrope.validate;

/** What becomes of members the contract does not know ({@code zoetrope.request.unknown-members}). */
public enum UnknownMembers {
    /** 422 that names each: a misspelt member must not be paid for. */
    REJECT,
    /** Kept in {@link dev.zoetrope.video.GenerationRequest#extra()} for the vendor to judge. */
    FORWARD
}
