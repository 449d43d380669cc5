package dev.zoetrope.upstream;

/**
 * How this process uses its connections to the vendor.
 *
 * @param keepAlive whether a connection is used for more than one request. False for a process that may be frozen between two
 *        requests: it could write a create to a connection that was closed or lost meanwhile, and the outcome would be unknown
 */
public record UpstreamLimits(boolean keepAlive) {
    /** The maximum number of polls in flight. */
    static final int MAX_POLLS = 32;
}
