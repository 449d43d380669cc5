package dev.zoetrope.validate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The members that a create's body may have. */
@ConfigMapping(prefix = "zoetrope.request")
public interface ValidateConfig {

    /** The handling of members that the contract does not define: {@code reject} or {@code forward}. */
    @WithDefault("reject")
    UnknownMembers unknownMembers();
}
