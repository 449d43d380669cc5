package dev.zoetrope.model;

/**
 * A fault of one member.
 *
 * @param member name of the member
 * @param element index of an element of its array, from 0; {@link #WHOLE_MEMBER} for the member itself
 * @param code one of {@link FaultCode}
 * @param predicate the message without its subject
 */
public record Finding(String member, int element, String code, String predicate) {
    /** The value of {@link #element()} if the fault is not about one element. */
    public static final int WHOLE_MEMBER = -1;
}
