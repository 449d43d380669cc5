package dev.zoetrope.dialect.gateway;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The JSON of an error. It is registered for reflection, because no resource method returns it. */
@RegisterForReflection(registerFullHierarchy = true)
record ErrorAnswer(Detail error) {

    /**
     * @param message text for people
     * @param type a word of {@link ErrorType}
     * @param param the first value that is wrong; null if none is known
     * @param code a word for programs, of the gateway or of the vendor; null if the type is sufficient
     */
    record Detail(String message, String type, String param, String code) {
    }
}
