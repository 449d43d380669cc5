/**
 * Serves the stored files over HTTP to every client that has a signed URL.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The signature is checked before the ledger is read. Without a valid signature, a client cannot find out whether a task
 * exists.</li>
 * <li>The bytes of a file on a disk go to the socket without a copy through the Java heap, so this is a Vert.x route and not
 * a JAX-RS resource.</li>
 * </ul>
 */
package dev.zoetrope.vault.serve;
