/**
 * The HTTP edge: create, query, cancel, list and models; reconcile for operators; who calls; how failures are told.
 *
 * <p>
 * Decision: a body is read as bytes and judged by {@code validate}, so that every fault of it is reported at once and
 * none by the framework. Authentication is lazy: an unknown path is 404 for everybody.
 */
package dev.zoetrope.api;
