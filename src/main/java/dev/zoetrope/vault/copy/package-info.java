/**
 * Copying the files of a completed task from the vendor into the store.
 */
package dev.zoetrope.vault.copy;
