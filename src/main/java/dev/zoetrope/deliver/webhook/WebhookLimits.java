package dev.zoetrope.deliver.webhook;

/**
 * Limits of callbacks that are constants.
 *
 * @param inFlight the maximum number of attempts in flight. Each may hold a connection; with TLS a connection costs about
 *        50 KB
 * @param perReceiver the maximum number of attempts in flight to one receiver (scheme, host and port). An attempt is in flight
 *        from its claim to the answer. With the default, a receiver gets 1,000 callbacks per second if claim and request take
 *        64 ms together; a claim takes 5 ms on a fast disk. A receiver that does not answer holds no more than this
 */
record WebhookLimits(int inFlight, int perReceiver) {
    static final WebhookLimits DEFAULT = new WebhookLimits(512, 64);
}
