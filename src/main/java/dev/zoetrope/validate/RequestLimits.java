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
     * Only long lists of wrong elements or of unknown members reach 100 faults. The members of the models need depth 2, those
     * with objects and forwarded ones a few more.
     */
    public static final RequestLimits DEFAULT = new RequestLimits(100, 64);
}
