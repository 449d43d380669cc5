package dev.zoetrope.dialect.xai;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The JSON of an error. It is registered for reflection, because no resource method returns it.
 *
 * @param code a word for programs: that of the gateway or of the vendor
 * @param error text for people
 */
@RegisterForReflection
record ErrorAnswer(String code, String error) {
}
