package dev.zoetrope.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.RoutingContext;

/**
 * Leaves failures of authentication to {@link ErrorMapping}. The framework adds its own handler of these failures to each
 * request, and removes it when the request reaches a resource; only resources authenticate. Before that, while its handler
 * is there, it builds a table of all paths for each request, to name the path in a metric of failures.
 */
@ApplicationScoped
class AuthenticationFailures {
    void install(@Observes Filters filters) {
        // Filters of one priority run in the order of their registration: this one just after the framework's.
        filters.register(AuthenticationFailures::removeHandler, SecurityHandlerPriorities.AUTHENTICATION);
    }

    private static void removeHandler(RoutingContext request) {
        request.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        request.next();
    }
}
