package dev.zoetrope.upstream.openai;

import dev.zoetrope.upstream.Protocol;

/** The protocol, for tests of other packages. */
public final class TheOpenAiVideos {
    private TheOpenAiVideos() {
    }

    public static Protocol protocol() {
        return new OpenAiVideosProtocol();
    }
}
