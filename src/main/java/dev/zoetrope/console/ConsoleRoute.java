package dev.zoetrope.console;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET} and {@code HEAD /console/…}: the page, whatever the rest of the path is, as the page has its own routes. Files
 * of the page and {@code /console/config} pass, with the same headers. {@code /} leads a browser to the console and remains
 * 404 for programs.
 */
@Singleton
class ConsoleRoute {
    static final String ROOT = "/console/";
    private static final String FILES = "static/";
    private static final String ICON = "icon.svg";
    private static final String HTML = "text/html";
    /** Relative, so that a path prefix of a proxy remains. */
    private static final String RELATIVE_ROOT = "console/";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
            + " img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'self'; form-action 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

    private final ConsoleConfig config;
    private final Page page;

    ConsoleRoute(ConsoleConfig config, Page page) {
        this.config = config;
        this.page = page;
    }

    void mount(@Observes Router router) {
        if (config.enabled()) {
            router.route("/").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(ConsoleRoute::leadBrowsers);
            router.route("/console").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(ConsoleRoute::redirect);
            router.route(ROOT + "*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
        } else {
            router.route(ROOT + "*").handler(request -> request.fail(404));
        }
    }

    private static void leadBrowsers(RoutingContext request) {
        String accepted = request.request().getHeader(HttpHeaderNames.ACCEPT);
        if (request.request().path().equals("/") && accepted != null && accepted.contains(HTML)) {
            redirect(request);
        } else {
            request.next();
        }
    }

    private static void redirect(RoutingContext request) {
        if (request.request().path().startsWith(ROOT)) {
            request.next();
        } else {
            request.response().setStatusCode(302).putHeader(HttpHeaderNames.LOCATION, RELATIVE_ROOT).end();
        }
    }

    private void serve(RoutingContext request) {
        String path = request.normalizedPath().substring(ROOT.length());
        MultiMap headers = request.response().headers().set("Content-Security-Policy", POLICY)
                .set("X-Content-Type-Options", "nosniff").set("Referrer-Policy", "no-referrer")
                .set("Cross-Origin-Opener-Policy", "same-origin");
        if (path.startsWith(FILES) || path.equals(ICON)) {
            request.addHeadersEndHandler(sent -> request.response().putHeader(HttpHeaderNames.CACHE_CONTROL,
                    path.equals(ICON) || request.response().getStatusCode() >= 400 ? "no-cache" : IMMUTABLE));
            request.next();
        } else if (path.equals(ConsoleResource.NAME)) {
            headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
            request.next();
        } else {
            headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache").set(HttpHeaderNames.CONTENT_TYPE, HTML + ";charset=UTF-8");
            request.response().end(page.at(path));
        }
    }
}
