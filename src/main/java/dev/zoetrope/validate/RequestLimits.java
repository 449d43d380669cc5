package dev.zoetrope.validate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a create's body is taken in and answered; its length is bounded at the HTTP edge. */
@ConfigMapping(prefix = "zoetrope.request")
public interface RequestLimits {

    /**
     * Faults listed in one answer, 1..1000. The contract's own members never have that many, so only a flood of unknown
     * members is cut short: without a bound a long body would be answered with a multiple of it.
     */
    @WithDefault("100")
    int maxFaults();

    /**
     * Objects and arrays inside each other, the body itself included, 2..500. The contract needs two, a forwarded
     * member a few more. Reading is recursive, so the bound spares the stack.
     */
    @WithDefault("64")
    int maxDepth();
}
