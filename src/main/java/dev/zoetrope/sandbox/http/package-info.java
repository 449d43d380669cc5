/**
 * The HTTP interface of the sandbox: the API of the protocol {@code unified-task}, the rendered videos and the samples. Each
 * other protocol has a package of its own.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The API accepts only the sandbox's own key, which only the gateway knows ({@link dev.zoetrope.sandbox.SandboxSwitch}).
 * </li>
 * <li>Videos and samples need no key, like the vendor's result URLs. The name of a video is hard to guess.</li>
 * <li>While the sandbox is off, every path answers 404.</li>
 * </ul>
 */
package dev.zoetrope.sandbox.http;
