package dev.zoetrope.dialect.dashscope;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import dev.zoetrope.dialect.FaultMessages;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.video.Failure;
import dev.zoetrope.view.ErrorFormat;

/** Failures as {@code {"code", "message", "request_id"}}, with the vendor's words and statuses. */
@Singleton
class DashScopeErrors implements ErrorFormat {
    /** The form of a code of this API; those of the gateway and of other vendors have no capitals. */
    private static final Pattern OWN_CODE = Pattern.compile("[A-Z][A-Za-z]*(\\.[A-Z][A-Za-z]*)*");
    private static final List<String> PREFIXES = List.of("/api/v1", "/proxy/wan", "/wan", "/ali");

    @Override
    public boolean covers(String path) {
        return PREFIXES.stream().anyMatch(prefix -> ErrorFormat.isBelow(prefix, path));
    }

    @Override
    public Answer answer(Failure failure, String requestId) {
        return new Answer(status(failure), new ErrorAnswer(code(failure), FaultMessages.of(failure), requestId), Map.of());
    }

    private static int status(Failure failure) {
        if (isModelNotFound(failure)) {
            return 404;
        }
        return switch (failure.status()) {
            case 402, 409, 422 -> 400;
            default -> failure.status();
        };
    }

    private static boolean isModelNotFound(Failure failure) {
        return FaultCode.MODEL_NOT_FOUND.equals(failure.code());
    }

    private static String code(Failure failure) {
        if (failure.code() != null && OWN_CODE.matcher(failure.code()).matches()) {
            return failure.code();
        }
        if (isModelNotFound(failure)) {
            return "ModelNotFound";
        }
        return switch (failure.status()) {
            case 401 -> "InvalidApiKey";
            case 402 -> "Arrearage";
            case 403 -> "AccessDenied";
            case 404 -> "NotFound";
            case 408 -> "RequestTimeOut";
            case 409 -> "UnsupportedOperation";
            case 413 -> "BadRequest.TooLarge";
            case 429 -> "Throttling";
            default -> failure.status() >= 500 ? "InternalError" : "InvalidParameter";
        };
    }
}
