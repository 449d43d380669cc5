/**
 * The disk that the process writes to: who may read what is written, and how much of the disk is left alone.
 */
package dev.zoetrope.disk;
