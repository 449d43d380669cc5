/**
 * The provider: its endpoint as a declarative client, the guards around it, its dialect, and the outcome of a send.
 *
 * <p>
 * Decision: {@link dev.zoetrope.upstream.Upstream} is the only door. The guards see typed failures, so that each counts
 * what it should: a refused body does not open the breaker, only what was certainly not sent is retried, and what may
 * have been sent is unknown. Creates and questions have a client, a pool and a set of guards of their own.
 */
package dev.zoetrope.upstream;
