/**
 * The sentence that joins the steps.
 *
 * <p>
 * Decision: the work of a create is detached from the connection that asked for it; a hang-up never cancels a paid
 * call.
 */
package dev.zoetrope.flow;
