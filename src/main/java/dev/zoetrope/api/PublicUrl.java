package dev.zoetrope.api;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** Where callers see the gateway, if the operator says so. */
@ConfigMapping(prefix = "zoetrope")
interface PublicUrl {
    /** Base of the URLs handed out; absent: what the request says. */
    Optional<String> publicUrl();
}
