/**
 * The loops that run due work while the process lives, and the retention of ended tasks.
 */
package dev.zoetrope.track.loop;
