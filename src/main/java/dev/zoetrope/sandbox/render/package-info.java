/**
 * Renders the video of a create: fetches the inputs, decodes them and runs ffmpeg.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>Inputs are untrusted. They are fetched through the guard, and their first bytes decide their format, never their name
 * or Content-Type.</li>
 * <li>One ffmpeg run decodes one input, with an explicit demuxer and explicit decoders. If the run fails, the message names
 * the input.</li>
 * <li>The run that renders the video reads only files that earlier runs wrote.</li>
 * <li>The same request and seed give the same bytes: the number of encoder threads is fixed, and the file contains no
 * time.</li>
 * </ul>
 */
package dev.zoetrope.sandbox.render;
