/**
 * The sandbox: a vendor inside the process, for development and tests. It implements the vendor's contract under
 * {@code /sandbox} and renders real MP4 videos from the caller's media with ffmpeg. In names, a film is a rendered video
 * and a clip is a video that the caller supplies.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The gateway uses the sandbox over HTTP, like a vendor. The sandbox does not depend on the gateway in front of it.</li>
 * <li>Each task is one JSON file, which is always replaced as a whole. After a restart, each task that has not ended is
 * rendered again.</li>
 * <li>The number of waiting tasks and the number and age of stored tasks are limited
 * ({@link dev.zoetrope.sandbox.SandboxConfig}).</li>
 * </ul>
 */
package dev.zoetrope.sandbox;
