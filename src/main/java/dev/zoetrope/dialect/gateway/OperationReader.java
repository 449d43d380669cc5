package dev.zoetrope.dialect.gateway;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.zoetrope.body.BodyReader;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.Fault;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Reads the body that asks for a status: {@code {"operation": {"id"}}}. */
@Singleton
class OperationReader {
    private static final String OPERATION = "operation";

    private final BodyReader bodies;
    private final RequestReader reader;

    OperationReader(BodyReader bodies, RequestReader reader) {
        this.bodies = bodies;
        this.reader = reader;
    }

    /** @return the id, not checked; fails as {@link BodyReader#read} does, and with 422 if the operation is none of a start */
    Uni<String> read(RoutingContext request, Caller caller) {
        return bodies.read(request, caller).map(body -> id(reader.parse(body)));
    }

    private static String id(Map<String, Object> body) {
        if (body.get(OPERATION) instanceof Map<?, ?> operation
                && operation.get(StartAnswer.Operation.ID) instanceof String id) {
            return id;
        }
        throw Failure.invalid(List.of(new Fault(OPERATION, FaultCode.INVALID_VALUE,
                "operation must be that of the answer to a start"))).exception();
    }
}
