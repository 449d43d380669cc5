/**
 * Which network addresses may be reached when somebody else names the URL: media, webhooks, the vendor's files.
 *
 * <p>
 * Decisions. A name is resolved once, every address it has is judged, and the connection goes to a judged address and
 * to nothing else; the name itself is kept for the Host header, SNI and the certificate. So a DNS server that changes
 * its mind between the check and the connection changes nothing. Each redirect starts over. One bad address refuses
 * the whole name: whoever mixes public and private answers is up to something.
 *
 * <p>
 * Numeric hosts are read only as four plain decimal numbers. Everything else a resolver might take for a number
 * ({@code 0x7f.1}, {@code 2130706433}, {@code 127.1}, {@code 0177.0.0.1}) is refused rather than interpreted, since no
 * two readers agree on it.
 */
package dev.zoetrope.guard;
