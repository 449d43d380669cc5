/**
 * Sending a create that waits, and writing the outcome of a create.
 */
package dev.zoetrope.track.send;
