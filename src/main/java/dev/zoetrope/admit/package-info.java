/**
 * Who calls, and may it now.
 *
 * <p>
 * Decision: a key is a caller's or an operator's, never both, and an operator has to be named: no configuration makes
 * everybody one.
 */
package dev.zoetrope.admit;
