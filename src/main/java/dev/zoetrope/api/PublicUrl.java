package dev.zoetrope.api;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The setting for the public URL of the gateway. */
@ConfigMapping(prefix = "zoetrope")
interface PublicUrl {
    /** Base of the URLs that callers get. If absent, scheme, authority and path prefix of the request are used. */
    Optional<String> publicUrl();
}
