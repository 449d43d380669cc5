/**
 * Calls the vendor's API: the HTTP client, the fault-tolerance guards around it (retry, circuit breaker, timeout, bulkhead),
 * and the classification of each response into an outcome.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Other packages call the vendor through {@link dev.zoetrope.upstream.Upstream} only.
 * <li>A failure has a type, and each guard acts on types: a refused create does not open the circuit breaker, only a create
 * that provably was not sent is sent again, and a create that may have been sent has an unknown outcome.
 * <li>Creates and polls have separate clients, connection pools and guards, so that polls never delay a create.
 * </ul>
 */
package dev.zoetrope.upstream;
