package dev.zoetrope.console;

import jakarta.inject.Singleton;

import io.quarkiverse.web.bundler.runtime.Bundle;

/** The HTML document of the console. Script and style sheet have a hash of their content in the name. */
@Singleton
class Page {
    private static final String ENTRY = "app";
    private static final String DOCUMENT = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <base href="%s">
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
            <meta name="color-scheme" content="light dark">
            <title>Zoetrope</title>
            <link rel="icon" href="icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="static/%s">
            <script type="module" src="static/%s"></script>
            </head>
            <body>
            <noscript>The console needs JavaScript. The API does not.</noscript>
            <z-app></z-app>
            </body>
            </html>
            """;

    private final Bundle bundle;

    Page(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * The document for one path.
     *
     * @param path the path below {@code /console/}; decides how far up the base of all relative links is
     */
    String at(String path) {
        long depth = path.chars().filter(c -> c == '/').count();
        return DOCUMENT.formatted(depth == 0 ? "./" : "../".repeat((int) depth), fileName(bundle.style(ENTRY)),
                fileName(bundle.script(ENTRY)));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
