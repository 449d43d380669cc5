package dev.zoetrope.upstream;

import java.time.Instant;
import java.util.List;

/**
 * A vendor as this process sees it now, for an operator.
 *
 * @param name the name in the settings
 * @param protocol the name of its protocol
 * @param sandbox whether it is the sandbox in this process
 * @param running the maximum number of live tasks; null: no limit
 * @param createsPerSecond the maximum number of creates in any second; null: no limit
 * @param asksPerSecond the maximum number of polls in any second
 * @param freePlaces how many more creates may begin now; null: no limit
 * @param outage why no create reaches it; null if creates do
 * @param keys its keys
 */
public record VendorStatus(String name, String protocol, boolean sandbox, Integer running, Integer createsPerSecond,
        int asksPerSecond, Integer freePlaces, String outage, List<Key> keys) {

    /**
     * A key of the vendor.
     *
     * @param name a hash of the key, or {@code none}
     * @param live the number of its tasks that are sent or running, as far as this process knows
     * @param breakerOpen whether its circuit breaker lets no create pass
     * @param restsUntil until when it gets no creates, because the vendor refused the account; null if it does not rest
     * @param lastFailure the outcome of the last create that the vendor did not accept; null if there is none
     * @param lastFailureAt when that was; null if there is none
     */
    public record Key(String name, int live, boolean breakerOpen, Instant restsUntil, String lastFailure,
            Instant lastFailureAt) {
    }
}
