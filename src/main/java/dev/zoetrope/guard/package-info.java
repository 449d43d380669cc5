/**
 * HTTP client for URLs that come from callers or from the vendor (media, webhooks, result files). It protects internal
 * networks against server-side request forgery.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>A host name is resolved once, every address of it is checked, and the connection is opened to a checked address. The
 * name is used only for the Host header, SNI and the certificate. So a DNS answer that changes between the check and the
 * connection (DNS rebinding) has no effect.
 * <li>Each redirect is checked like a new URL.
 * <li>If one address of a name is forbidden, the whole name is refused: a mix of public and private addresses is a sign of
 * an attack.
 * <li>A numeric host must be four decimal numbers without leading zeros. Every other form that a resolver might read as a
 * number ({@code 0x7f.1}, {@code 2130706433}, {@code 127.1}, {@code 0177.0.0.1}) is refused, because parsers interpret these
 * forms differently.
 * </ul>
 */
package dev.zoetrope.guard;
