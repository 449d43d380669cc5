/**
 * Reads the bodies of requests, for the few resources that take one.
 *
 * <p>
 * Decision: the framework reads no body. A resource method has no body parameter; it judges route, mode, key and headers, and
 * then asks {@link dev.zoetrope.body.BodyReader} for the bytes. Until then nothing of the body is kept, and nobody without a
 * key makes the process hold any. What is read is bounded four times: by its length, by a share for each caller, by a budget
 * of the whole process, and in time. An answer that is given before the body is over ends the connection.
 */
package dev.zoetrope.body;
