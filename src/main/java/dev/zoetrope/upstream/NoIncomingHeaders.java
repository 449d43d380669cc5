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
 * Replaces the CDI bean for the headers of the incoming request by a bean without headers. Only the REST client uses this bean.
 * Before each call of the vendor it copies all headers of the bean, so that header factories can forward them. The gateway has
 * no
 * header factory, so the copies would be wasted. Resources read headers from the request itself.
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
