/**
 * Server-sent events: the open streams of callers.
 */
package dev.zoetrope.deliver.sse;
