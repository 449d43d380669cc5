package dev.zoetrope.guard;

/** Whether requests may connect to an address. */
public enum AddressScope {
    /** A public address: always allowed. */
    PUBLIC,
    /** This machine or its private network: allowed if the operator allows private addresses. */
    PRIVATE,
    /** Metadata services, multicast, tunnels, reserved and documentation ranges: never allowed. */
    NEVER
}
