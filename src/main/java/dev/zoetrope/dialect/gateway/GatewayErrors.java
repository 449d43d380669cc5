package dev.zoetrope.dialect.gateway;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.FaultMessages;
import dev.zoetrope.video.Failure;
import dev.zoetrope.view.ErrorFormat;

/** Failures as {@code {"error": {"message", "type", "param", "code"}}}. */
@Singleton
class GatewayErrors implements ErrorFormat {
    private static final String PREFIX = "/v4/ai";

    @Override
    public boolean covers(String path) {
        return ErrorFormat.isBelow(PREFIX, path);
    }

    @Override
    public Answer answer(Failure failure, String requestId) {
        String param = failure.faults().isEmpty() ? null : failure.faults().get(0).param();
        return new Answer(ErrorType.statusOf(failure), new ErrorAnswer(new ErrorAnswer.Detail(FaultMessages.of(failure),
                ErrorType.of(failure), param, failure.code())), Map.of());
    }
}
