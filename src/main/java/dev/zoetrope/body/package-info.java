/**
 * Reads the bodies of requests for the resources that need one, and limits the memory and the time that bodies use.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The framework reads no body. A resource method has no body parameter. It first checks route, mode, key and headers,
 * and then reads the bytes with {@link dev.zoetrope.body.BodyReader}. Until then no part of the body is stored, so a client
 * without a key cannot use memory.
 * <li>Four limits apply to a body: its length, the share of its caller, the budget of the process, and time.
 * <li>If an answer starts before the end of the body, the connection is closed after the answer.
 * </ul>
 */
package dev.zoetrope.body;
