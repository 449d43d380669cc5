/**
 * What can be seen from outside: request ids, one access line a request, one line a state change, meters.
 *
 * <p>
 * Decision: lines carry ids and durations only. Keys, prompts, URLs and vendor bodies have no way into this package.
 */
package dev.zoetrope.observe;
