/**
 * An upstream of our own: the vendor's contract under {@code /sandbox}, spoken to over HTTP like the vendor itself, and
 * a real MP4 at the end, drawn by ffmpeg from the caller's own pictures.
 *
 * <p>
 * Decisions. Whatever a caller names is fetched through the guard, told by its first bytes and never by its name, and
 * decoded in a step of its own with the demuxer and the decoders spelled out: the step that fails names the input. The
 * step that makes the film reads only files the sandbox wrote itself. Same request and seed, same bytes: the number of
 * encoder threads is fixed and nothing of the clock goes into the file.
 *
 * <p>
 * Tasks are files, one each, replaced as a whole; a task without an end is rendered again after a restart. What waits
 * and what is kept is bounded. Nothing here knows the gateway in front of it.
 */
package dev.zoetrope.sandbox;
