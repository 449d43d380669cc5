package dev.zoetrope.files;

import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import dev.zoetrope.ledger.LedgerException;
import dev.zoetrope.ledger.LedgerFailures;
import dev.zoetrope.ledger.Uploads;
import dev.zoetrope.store.FileStore;
import dev.zoetrope.store.FileType;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Upload;
import dev.zoetrope.video.UploadId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET} and {@code HEAD /v1/files/{id}/content}: sends an uploaded file to everybody who has its signed URL, which are
 * its caller and the vendors. Always as an attachment, so that no browser shows what a caller has uploaded.
 */
@Singleton
class FileContentRoute {
    private static final Logger LOG = Logger.getLogger(FileContentRoute.class);
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");

    private final Uploads uploads;
    private final FileStore store;
    private final FileLinks links;

    FileContentRoute(Uploads uploads, FileStore store, FileLinks links) {
        this.uploads = uploads;
        this.store = store;
        this.links = links;
    }

    /** @param route instantiated at the first request, because the router exists before the ledger */
    static void mount(@Observes Router router, Instance<FileContentRoute> route) {
        router.route("/v1/files/:id/content").method(HttpMethod.GET).method(HttpMethod.HEAD)
                .handler(request -> route.get().serve(request));
    }

    private void serve(RoutingContext request) {
        Uni.createFrom().item(() -> parse(request)).flatMap(uploads::find)
                .map(found -> found.orElseThrow(FileFailures::unknown)).flatMap(upload -> send(request, upload))
                .subscribe().with(done -> {
                }, failure -> fail(request, failure));
    }

    private UploadId parse(RoutingContext request) {
        Optional<UploadId> id = UploadId.parse(request.pathParam("id"));
        String expires = request.queryParams().get(FileLinks.EXPIRES);
        String signature = request.queryParams().get(FileLinks.SIGNATURE);
        boolean valid = id.isPresent() && expires != null && SECONDS.matcher(expires).matches() && signature != null
                && links.isValid(id.get(), Long.parseLong(expires), signature);
        if (!valid) {
            throw Failure.forbidden("This URL is not valid or has expired. Query the file to get a new one.").exception();
        }
        return id.get();
    }

    private Uni<Void> send(RoutingContext request, Upload upload) {
        HttpServerResponse response = request.response();
        UploadName name = new UploadName(upload.id());
        response.headers().set("Content-Type", upload.facts().contentType())
                .set("Content-Disposition", "attachment; filename=\"" + upload.id() + "."
                        + FileType.extension(upload.facts().contentType()) + '"')
                .set("Cache-Control", "private, no-store").set("X-Content-Type-Options", "nosniff")
                .set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
                .set("Content-Length", Long.toString(upload.size()));
        if (HttpMethod.HEAD.equals(request.request().method())) {
            return store.check(name, upload.size()).invoke(() -> response.end());
        }
        return store.send(name, 0, upload.size(), response);
    }

    private static void fail(RoutingContext request, Throwable failure) {
        HttpServerResponse response = request.response();
        if (response.headWritten()) {
            LOG.debug("a file was not sent completely: the reader closed the connection, or the store failed", failure);
            response.reset();
            return;
        }
        response.headers().remove("Content-Length").remove("Content-Disposition");
        request.fail(failure instanceof FailureException known ? known
                : failure instanceof LedgerException ledger ? LedgerFailures.toException(ledger)
                        : FileFailures.notRead(failure));
    }
}
