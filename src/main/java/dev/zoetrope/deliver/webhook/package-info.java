/**
 * Callbacks: who is called back when, the signature, and the attempts.
 */
package dev.zoetrope.deliver.webhook;
