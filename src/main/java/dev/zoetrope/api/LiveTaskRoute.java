package dev.zoetrope.api;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

import dev.zoetrope.admit.ApiKeys;
import dev.zoetrope.flow.Preference;
import dev.zoetrope.flow.TaskQuery;
import dev.zoetrope.observe.AccessNote;
import dev.zoetrope.video.Caller;
import dev.zoetrope.video.EntityTags;
import dev.zoetrope.video.Role;
import dev.zoetrope.video.Task;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers {@code GET /v1/tasks/{id}} for a live task that is in memory, as {@link TasksResource#task} would, without the
 * database and without the chain of the REST framework. It takes only the plain form of a query. Everything else, all
 * refusals included, goes on to the resource.
 */
@ApplicationScoped
class LiveTaskRoute {
    private static final String PATH = "/v1/tasks/";
    private static final String JSON = "application/json";

    private final ApiKeys keys;
    private final TaskQuery query;
    private final RenderedTasks renderedTasks;
    private final TaskResponses responses;

    LiveTaskRoute(ApiKeys keys, TaskQuery query, RenderedTasks renderedTasks, TaskResponses responses) {
        this.keys = keys;
        this.query = query;
        this.renderedTasks = renderedTasks;
        this.responses = responses;
    }

    /** @param route a proxy, which creates the bean at the first request: the router exists before the ledger */
    static void mount(@Observes Router router, LiveTaskRoute route) {
        router.route(PATH + "*").method(HttpMethod.GET).handler(route::handle);
    }

    void handle(RoutingContext request) {
        HttpServerRequest head = request.request();
        Optional<Caller> caller = isPlain(head) ? caller(head.headers()) : Optional.empty();
        Optional<Task> task = caller.flatMap(owner -> query.cached(owner, head.path().substring(PATH.length())));
        if (task.isPresent()) {
            AccessNote.caller(request, caller.get());
            AccessNote.task(request, task.get().id());
            answer(task.get(), head);
        } else {
            request.next();
        }
    }

    /** Whether path and headers ask for nothing but the JSON of a task: no parameter, no preference and no body. */
    private static boolean isPlain(HttpServerRequest head) {
        MultiMap headers = head.headers();
        return head.version() == HttpVersion.HTTP_1_1 && head.path().startsWith(PATH) && head.uri().indexOf('?') < 0
                && acceptsJson(headers.getAll(HttpHeaderNames.ACCEPT)) && !headers.contains(Preference.HEADER)
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private static boolean acceptsJson(List<String> accept) {
        return accept.isEmpty() || accept.size() == 1 && (accept.get(0).equals("*/*") || accept.get(0).equals(JSON));
    }

    private Optional<Caller> caller(MultiMap headers) {
        String key = BearerMechanism.key(headers.getAll(HttpHeaderNames.AUTHORIZATION));
        return key == null ? Optional.empty()
                : keys.holderOf(key).filter(holder -> holder.role().equals(Role.CALLER))
                        .map(holder -> new Caller(holder.name()));
    }

    private void answer(Task task, HttpServerRequest head) {
        RenderedTasks.Rendered rendered = renderedTasks.of(task);
        HttpServerResponse response = head.response()
                .putHeader(HttpHeaderNames.ETAG, rendered.tag())
                .putHeader(HttpHeaderNames.RETRY_AFTER, responses.retryAfter(task));
        if (EntityTags.match(head.headers().getAll(HttpHeaderNames.IF_NONE_MATCH), rendered.tag())) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(rendered.body().length))
                    .putHeader(HttpHeaders.CONTENT_TYPE, JSON + ";charset=UTF-8")
                    .end(Buffer.buffer(rendered.body()));
        }
    }
}
