/**
 * Finds the holder of an API key, and decides which earlier create a create repeats.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A key belongs to a caller or to an operator, never to both.
 * <li>Operators are configured by name. No configuration accepts every key as an operator's.
 * </ul>
 */
package dev.zoetrope.admit;
