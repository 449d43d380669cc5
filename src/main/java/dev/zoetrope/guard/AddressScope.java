package dev.zoetrope.guard;

/** How far away an address is. */
public enum AddressScope {
    /** Somewhere on the internet: may always be reached. */
    PUBLIC,
    /** This machine or its own network: may be reached where the operator allows it. */
    PRIVATE,
    /** Metadata services, multicast, tunnels, reserved and documentation ranges: never, whatever is allowed. */
    NEVER
}
