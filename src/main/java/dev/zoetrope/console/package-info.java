/**
 * The console: a page for people, which uses only the API that every client has. This package serves the page, its files and
 * what the page must know before its first call; the page itself is in {@code src/main/web}.
 *
 * <p>
 * Decisions:
 * <ul>
 * <li>The page has no session and no cookie. It sends the key of its reader in {@code Authorization}, so no other site can
 * use it (cross-site request forgery).
 * <li>The Content-Security-Policy permits neither inline code nor another origin. So a text of a vendor or a caller that
 * contains HTML cannot run, and cannot load anything.
 * <li>All links of the page are relative, so that it works behind a proxy that adds a path prefix.
 * <li>The build bundles the page. At run time there is no template engine: {@code Page} is the whole document.
 * </ul>
 */
package dev.zoetrope.console;
