package dev.zoetrope.validate;

/**
 * Limits on the parsing of a body. The HTTP layer limits its length ({@code zoetrope.request.max-body}).
 *
 * @param maxFaults the maximum number of faults in one answer. Without a limit the answer could be several times as long as
 *        the body
 * @param maxDepth the maximum nesting depth of objects and arrays, including the body itself. The parser is recursive, so
 *        the limit prevents a stack overflow
 */
public record RequestLimits(int maxFaults, int maxDepth) {

    /**
     * The contract's own members never reach 100 faults, so only lists of unknown members are shortened. The contract needs
     * depth 2, a forwarded member a few more.
     */
    public static final RequestLimits DEFAULT = new RequestLimits(100, 64);
}
