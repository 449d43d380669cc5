/**
 * Keeps the finished file and serves it again.
 */
package dev.zoetrope.vault;
