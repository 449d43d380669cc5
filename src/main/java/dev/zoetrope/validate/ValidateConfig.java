package dev.zoetrope.validate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a create's body may say. */
@ConfigMapping(prefix = "zoetrope.request")
public interface ValidateConfig {

    /** What becomes of members the contract does not know: {@code reject} (default) or {@code forward}. */
    @WithDefault("reject")
    UnknownMembers unknownMembers();
}
