/**
 * The sentence that joins the steps.
 *
 * <p>
 * Decision: the work of a create is detached from the connection that asked for it; a hang-up never cancels a paid
 * call.
 *
 * <p>
 * Decision: a function ({@link dev.zoetrope.flow.FunctionConfig}) is not told of a hang-up, so there an answer counts as
 * arrived when it goes out while the gateway before the function still waits for it; and it is frozen with its last byte, so
 * that is noted before.
 */
package dev.zoetrope.flow;
