package dev.zoetrope.upstream.dashscope;

import dev.zoetrope.upstream.Protocol;

/** The protocol, for tests of other packages. */
public final class TheDashScope {
    private TheDashScope() {
    }

    public static Protocol protocol() {
        return new DashScopeProtocol();
    }
}
