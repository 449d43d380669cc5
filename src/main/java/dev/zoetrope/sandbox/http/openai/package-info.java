/**
 * The sandbox as a vendor of the protocol {@code openai-videos} ({@code docs/protocols.md}). A file of a create is a
 * URL,
 * never a part of a form. A video has no public URL: its content needs the key. Errors have the gateway's own form, which is
 * that of OpenAI.
 */
package dev.zoetrope.sandbox.http.openai;
