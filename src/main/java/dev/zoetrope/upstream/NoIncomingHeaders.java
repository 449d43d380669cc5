package dev.zoetrope.upstream;

import java.util.List;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;

import io.quarkus.arc.Unremovable;

/**
 * Replaces the bean with the headers of the incoming request by one without headers. Only the REST client uses this bean: it
 * copies all headers of the caller's request before each call of the vendor, for header factories, and the gateway has none.
 * Resources read headers from the request itself.
 */
class NoIncomingHeaders {
    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    @Unremovable
    HttpHeaders headers() {
        return new HttpHeadersImpl(List.of());
    }
}
