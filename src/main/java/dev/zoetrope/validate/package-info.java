/**
 * The wire body of a create: from raw bytes to a {@link dev.zoetrope.video.GenerationRequest} that is valid by
 * {@code contract.md}, or to a {@link dev.zoetrope.video.Failure} that names everything wrong with it.
 *
 * <p>
 * The way of a body: strict UTF-8, strict JSON read token by token ({@link dev.zoetrope.validate.BodyParser}), a
 * {@link dev.zoetrope.validate.WireBody} judged by Hibernate Validator, and the faults of both joined
 * ({@link dev.zoetrope.validate.Faults}). What is no JSON object is a 400 at once; everything else is a 422 that lists
 * every fault, in the order of the contract's table.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Tokens, not data binding: databind coerces, forgets whether a member was null or absent, stops at the first
 * fault, and would make a number of a million digits before anyone asked for it. Here a number is judged by its text
 * ({@link dev.zoetrope.validate.JsonInteger}).</li>
 * <li>The message of a constraint starts with the fault's code and a colon; the subject (the member as the caller
 * wrote it) is put before the rest. No message holds a caller's value; the name of an unknown member is shortened and
 * cleaned first ({@link dev.zoetrope.validate.SafeName}).</li>
 * <li>A value of the wrong type is reported for that alone: a stand-in takes its place, so that rules across members
 * still see that something was given, and faults found on the stand-in are dropped.</li>
 * <li>A byte order mark before the object is skipped, as RFC 8259 (8.1) allows; some editors and shells write one.</li>
 * </ul>
 */
package dev.zoetrope.validate;
