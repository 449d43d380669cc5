/**
 * What a model takes. A model is a file ({@code src/main/resources/models}): its members, their types and values, and the rules
 * between them. {@link dev.zoetrope.model.ModelFile} compiles the file, {@link dev.zoetrope.model.Model} checks the members of
 * a create and tells what they mean ({@link dev.zoetrope.video.Slot}).
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>All that the gateway knows about a member stands in the file. The checks, {@code GET /v1/models} and
 * {@code docs/models.md}
 * follow from it; a test compares the schemas in {@code openapi.yaml} with the files of the family wan 2.7. What the vendor
 * does not state is not limited; if it does not state a type, the member has the type {@code any}.</li>
 * <li>A file is compiled once, into a small tree of checks without reflection. A check reports every fault of a body at once.
 * The files of this version are compiled while a native executable is built.</li>
 * <li>A fault names the member, in this order: presence (any_of names its first member, at_most_one the last one that is
 * present), then the number of elements, then the mode. After one fault about the presence or the number of elements of a
 * member, no second one is reported.</li>
 * <li>A fault in a file is told with the name of the file and the line, because authors of files are not developers of the
 * gateway.</li>
 * </ul>
 */
package dev.zoetrope.model;
