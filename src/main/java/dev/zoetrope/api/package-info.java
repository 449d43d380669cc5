/**
 * The HTTP resources for callers (create, query, cancel, list, models) and for operators (reconcile, tick), authentication,
 * and the mapping of failures to responses.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A body is read as bytes and checked by {@code validate}. So all faults of a body are reported at once, and the
 * framework reports none.
 * <li>Authentication is lazy: an unknown path is 404 for every client.
 * <li>The gateway checks the head of a request after the HTTP library, by its own rules ({@code RequestHead}). Where the
 * library is lenient, a proxy and the gateway may disagree on the end of a request, and that could cause a paid create.
 * <li>A query of a live task that is in memory is answered by a route before the REST framework ({@code LiveTaskRoute}),
 * because clients query a task many times until it ends. The route takes only requests whose answer it knows to be the same
 * as that of the resource. Ended tasks never go this way: their URLs contain a time.
 * </ul>
 */
package dev.zoetrope.api;
