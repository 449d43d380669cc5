package dev.zoetrope.dialect.openai;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import dev.zoetrope.body.MultipartParser;
import dev.zoetrope.dialect.ModelNames;
import dev.zoetrope.files.CreateBodies;
import dev.zoetrope.model.FaultCode;
import dev.zoetrope.model.Model;
import dev.zoetrope.validate.RequestReader;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import dev.zoetrope.video.GenerationRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Reads and checks the body of a create: a form or JSON. */
@Singleton
class CreateReader {
    /** The model of a create that names none; it is that of the API. */
    private static final String DEFAULT_MODEL = "sora-2";

    /** What this API calls the URL of a file. */
    private static final Set<String> FILE_NAMES = Set.of(CreateFields.REFERENCE, "image_url");

    private final CreateBodies bodies;
    private final RequestReader reader;
    private final ModelNames models;

    CreateReader(CreateBodies bodies, RequestReader reader, ModelNames models) {
        this.bodies = bodies;
        this.reader = reader;
        this.models = models;
    }

    /**
     * Reads a create.
     *
     * @return fails with {@link FailureException}: as {@link CreateBodies} does, 400 if the body cannot be parsed, 422 with
     *         every fault, under the names of this API
     */
    Uni<GenerationRequest> read(RoutingContext request, Caller caller) {
        String type = request.request().getHeader(HttpHeaderNames.CONTENT_TYPE);
        return MultipartParser.isMultipart(type)
                ? bodies.readForm(request, caller, type).map(parts -> create(CreateFields.ofForm(parts), caller))
                : bodies.read(request, caller, FILE_NAMES, Set.of())
                        .map(body -> create(CreateFields.ofJson(reader.parse(body)), caller));
    }

    GenerationRequest create(CreateFields fields, Caller caller) {
        Object name = fields.get(CreateFields.MODEL) == null ? DEFAULT_MODEL : fields.get(CreateFields.MODEL);
        Model model = name instanceof String text ? models.find(text, null) : null;
        if (model == null) {
            throw Failure.invalid(List.of(unknown(name))).exception();
        }
        return new CreateMapper(fields, model, reader).map((String) name, caller);
    }

    private static Fault unknown(Object name) {
        if (!(name instanceof String)) {
            return CreateFields.fault(CreateFields.MODEL, FaultCode.INVALID_TYPE, "must be a string");
        }
        return CreateFields.fault(CreateFields.MODEL, FaultCode.MODEL_NOT_FOUND, "must name a model of GET /v1/models"
                + (name.equals(DEFAULT_MODEL) ? ", or the operator must set zoetrope.models.aliases." + DEFAULT_MODEL
                        + " to one. It is the model of a create that names none" : ""));
    }
}
