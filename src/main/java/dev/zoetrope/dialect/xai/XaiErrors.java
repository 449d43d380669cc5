package dev.zoetrope.dialect.xai;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.FaultMessages;
import dev.zoetrope.video.Failure;
import dev.zoetrope.view.ErrorFormat;

/** Failures as {@code {"code", "error"}}, with the statuses of the gateway; a fault of a body is 400. */
@Singleton
class XaiErrors implements ErrorFormat {
    private static final String PREFIX = "/xai";

    @Override
    public boolean covers(String path) {
        return ErrorFormat.isBelow(PREFIX, path);
    }

    @Override
    public Answer answer(Failure failure, String requestId) {
        return new Answer(failure.status() == 422 ? 400 : failure.status(),
                new ErrorAnswer(failure.code() == null ? failure.type() : failure.code(), FaultMessages.of(failure)), Map.of());
    }
}
