/** Keeps the finished file of a task when the vendor's link has died, and serves it again. */
package dev.zoetrope.vault;
