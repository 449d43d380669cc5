/**
 * Polling the vendor: when a task is polled next, how many polls a second are allowed, and what an answer changes.
 */
package dev.zoetrope.track.poll;
