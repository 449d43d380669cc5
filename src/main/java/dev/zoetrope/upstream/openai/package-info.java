/**
 * The protocol {@code openai-videos}: the videos API of OpenAI, as vLLM-Omni, SGLang, LiteLLM, new-api and self-hosted GPUs
 * offer it ({@code docs/protocols.md}).
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A create is {@code multipart/form-data}, because vLLM-Omni accepts nothing else.
 * <li>An uploaded file is the part {@code input_reference}: all these servers know it. So it is handed over as a part even if
 * the vendor could fetch it.
 * <li>The servers know the URL of a first frame under different names and ignore names that they do not know. A server that
 * ignores the first frame renders another video than the caller ordered. So a create has the URL under each of the names.
 * <li>A video has no public URL. Its URL is the vendor's {@code /content}, which needs the gateway's key; so the result is
 * hidden, and callers get a signed URL of the gateway.
 * </ul>
 */
package dev.zoetrope.upstream.openai;
