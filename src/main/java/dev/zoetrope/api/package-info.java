/**
 * The HTTP edge: create, query, cancel, list and models; reconcile for operators; who calls; how failures are told.
 *
 * <p>
 * Decision: a body is read as bytes and judged by {@code validate}, so that every fault of it is reported at once and
 * none by the framework. Authentication is lazy: an unknown path is 404 for everybody.
 *
 * <p>
 * Decision: the head of a request is judged again after the HTTP library, by rules of our own ({@code RequestHead}). Where the
 * library is lenient, a proxy and the gateway may disagree on where a request ends; here that could be a paid create.
 */
package dev.zoetrope.api;
