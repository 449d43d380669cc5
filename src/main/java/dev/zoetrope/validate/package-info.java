/**
 * Parses and validates the JSON body of a create, and parses the body of a reconciliation. The result of a create's body is
 * a valid {@link dev.zoetrope.video.GenerationRequest} ({@code docs/contract.md}, Create), or a
 * {@link dev.zoetrope.video.Failure} that lists every fault of the body.
 *
 * <p>
 * The steps:
 * <ol>
 * <li>{@link dev.zoetrope.validate.StrictJson} decodes strict UTF-8 and produces JSON tokens.</li>
 * <li>{@link dev.zoetrope.validate.BodyParser} reads the members as they are.</li>
 * <li>Hibernate Validator checks the constraint of {@link dev.zoetrope.validate.CreateBody}: its members fit the
 * {@link dev.zoetrope.model.Model}.</li>
 * <li>{@link dev.zoetrope.validate.Faults} joins the faults of the model, of unknown members and of {@code callback_url}.</li>
 * </ol>
 * A body that is not one JSON object is a 400 with one reason. Any other invalid body is a 422 that lists every fault, in
 * the order of the file of its model.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The parser reads tokens and does not use data binding. Data binding coerces values, does not distinguish null from
 * absent, stops at the first fault, and converts a number of a million digits before any check. Here a number is checked by
 * its text ({@link dev.zoetrope.model.JsonNumber}).</li>
 * <li>The message of a constraint starts with the fault's code and a colon. {@link dev.zoetrope.validate.Violations} puts
 * the name of the member before the rest. No message contains a value of the caller. The name of an unknown member is
 * shortened and cleaned ({@link dev.zoetrope.validate.SafeName}).</li>
 * <li>A value of the wrong type causes one fault only. Rules between members still see that the member is present.</li>
 * <li>A byte order mark before the object is skipped, as RFC 8259 (8.1) allows. Some editors and shells write one.</li>
 * </ul>
 */
package dev.zoetrope.validate;
