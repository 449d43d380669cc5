package dev.zoetrope.video;

/**
 * The role of an API key. A key has exactly one role, and no role includes the other: an operator, who reconciles tasks of
 * all callers, does not need to spend a caller's money.
 */
public final class Role {
    /** Creates tasks, and reads and cancels its own tasks ({@code zoetrope.keys}). */
    public static final String CALLER = "caller";
    /** Reconciles tasks of every caller and runs due work ({@code zoetrope.operator-keys}). */
    public static final String OPERATOR = "operator";

    private Role() {
    }
}
