/**
 * The disk that the process writes to: who may read what is written.
 */
package dev.zoetrope.disk;
