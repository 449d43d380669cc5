package dev.zoetrope.video;

/**
 * What a key is for. A key has exactly one role, and neither includes the other: who settles tasks of all callers has
 * no need to spend money in the name of one.
 */
public final class Role {
    /** Creates tasks, and sees and cancels its own ({@code zoetrope.keys}). */
    public static final String CALLER = "caller";
    /** Settles anybody's tasks and does due work ({@code zoetrope.operator-keys}). */
    public static final String OPERATOR = "operator";

    private Role() {
    }
}
