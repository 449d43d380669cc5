/**
 * Serving stored files to whoever has a signed URL.
 */
package dev.zoetrope.vault.serve;
