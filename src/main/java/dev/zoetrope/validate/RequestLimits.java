package dev.zoetrope.validate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on the parsing of a body. The HTTP layer limits its length ({@code zoetrope.request.max-body}). */
@ConfigMapping(prefix = "zoetrope.request")
public interface RequestLimits {

    /**
     * Maximum number of faults in one answer, 1..1000. The contract's own members never reach the default, so only lists of
     * unknown members are shortened. Without a limit the answer could be several times as long as the body.
     */
    @WithDefault("100")
    int maxFaults();

    /**
     * Maximum nesting depth of objects and arrays, including the body itself, 2..500. The contract needs 2, a forwarded
     * member a few more. The parser is recursive, so the limit prevents a stack overflow.
     */
    @WithDefault("64")
    int maxDepth();
}
