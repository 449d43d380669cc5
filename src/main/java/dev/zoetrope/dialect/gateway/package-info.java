/**
 * The AI Gateway protocol (version 4 of its video models), as the packages {@code ai} and {@code @ai-sdk/gateway} speak it:
 * {@code docs/dialects/gateway.md}.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A value that the model cannot take is a warning of the answer if the video costs the same without it; else it is a fault.
 * Unknown members are faults.
 * <li>The names of this API are not those of a vendor, so {@code providerOptions.zoetrope} has members of the model itself.
 * <li>The client repeats a waiting request without a key, also on a 5xx. So a waiting answer that does not end with its task
 * is cut, by the gateway, too: it then counts as lost, and the repeated create gets the same task. An error that ends an answer
 * in order has a status that the client does not repeat.
 * <li>The protocol does not say what a callback contains, and its client ignores the body. So {@code callbackUrl} is the
 * gateway's own callback.
 * </ul>
 */
package dev.zoetrope.dialect.gateway;
