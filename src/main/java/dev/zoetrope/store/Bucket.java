package dev.zoetrope.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;

/**
 * The calls of the vault to its bucket. A key is given without the prefix. The result arrives on the Vert.x context that
 * made the call. A failure is a {@link MissingFileException} or a {@link BucketException}.
 */
final class Bucket {
    private static final String CONTENT_TYPE = "content-type";
    private static final int SERVER_ERROR = 500;

    private final BucketClient client;
    private final String prefix;

    Bucket(BucketClient client, S3Config config) {
        this.client = client;
        this.prefix = config.prefix();
    }

    /** A part of an upload, as it is named at the end of the upload. */
    record Part(int number, String etag) {
    }

    private S3Request object(HttpMethod method, String key) {
        return S3Request.of(method, client.address().path(prefix + key));
    }

    /** Fails if the bucket does not exist or the credentials do not allow its use. */
    Future<Void> checkAccess() {
        return text(S3Request.of(HttpMethod.HEAD, client.address().bucketPath())).mapEmpty();
    }

    /** Writes a whole object in one call. */
    Future<Void> put(String key, String type, ByteBuffer... content) {
        return text(object(HttpMethod.PUT, key).header(CONTENT_TYPE, type).body(content)).mapEmpty();
    }

    /**
     * Starts a multipart upload.
     *
     * @return the id of the upload
     */
    Future<String> createUpload(String key, String type) {
        return text(object(HttpMethod.POST, key).with(Map.of("uploads", "")).header(CONTENT_TYPE, type))
                .compose(begun -> present(S3Xml.text(begun, "UploadId")));
    }

    /**
     * Uploads one part.
     *
     * @param number number of the part, from 1
     */
    Future<Part> uploadPart(String key, String upload, int number, ByteBuffer... content) {
        S3Request part = object(HttpMethod.PUT, key)
                .with(Map.of("partNumber", Integer.toString(number), "uploadId", upload)).body(content);
        return mapped(client.call(part, done -> S3Call.text(done)
                .compose(empty -> present(Optional.ofNullable(done.getHeader(HttpHeaders.ETAG))))))
                .map(etag -> new Part(number, etag));
    }

    /** Completes an upload. The object becomes visible and replaces an earlier one of the same key. */
    Future<Void> completeUpload(String key, String upload, List<Part> parts) {
        StringBuilder xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        parts.forEach(part -> xml.append("<Part><PartNumber>").append(part.number()).append("</PartNumber><ETag>")
                .append(S3Xml.escape(part.etag())).append("</ETag></Part>"));
        S3Request complete = object(HttpMethod.POST, key).with(Map.of("uploadId", upload))
                .body(ByteBuffer.wrap(xml.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8)));
        // S3 begins its answer before it knows the result, so an error may have the status 200
        return mapped(client.call(complete, done -> S3Call.text(done).compose(body -> S3Xml.elements(body, "Error").isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new S3Refusal(SERVER_ERROR, S3Xml.text(body, "Code"))))));
    }

    /** Aborts an upload; no error if there is none. */
    Future<Void> abortUpload(String key, String upload) {
        return mapped(client.call(object(HttpMethod.DELETE, key).with(Map.of("uploadId", upload)), S3Call::text)
                .<Void> mapEmpty().recover(failure -> BucketFailures.isUnknownUpload(failure) ? Future.succeededFuture()
                        : Future.failedFuture(failure)));
    }

    /** The ids of the unfinished uploads of this key; empty if the store does not list uploads. */
    Future<List<String>> unfinishedUploads(String key) {
        return uploads(key).map(uploads -> uploads.stream()
                .filter(upload -> S3Xml.text(upload, "Key").equals(Optional.of(prefix + key)))
                .flatMap(upload -> S3Xml.text(upload, "UploadId").stream()).toList());
    }

    /** The elements of the unfinished uploads whose keys begin so; empty if the store does not list uploads. */
    private Future<List<String>> uploads(String keyPrefix) {
        return mapped(client.call(listing(Map.of("uploads", "", "prefix", prefix + keyPrefix)), S3Call::text)
                .map(xml -> S3Xml.elements(xml, "Upload"))
                .recover(failure -> BucketFailures.isListingUnavailable(failure) ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure)));
    }

    /**
     * Aborts the unfinished uploads whose keys begin so and that began before a time; none if the store does not list uploads.
     */
    Future<Void> abortUploads(String keyPrefix, Instant before) {
        return uploads(keyPrefix).compose(uploads -> {
            Future<Void> aborted = Future.succeededFuture();
            for (String upload : uploads) {
                String key = S3Xml.text(upload, "Key").orElse("");
                if (key.startsWith(prefix + keyPrefix) && time(upload, "Initiated").isBefore(before)) {
                    aborted = aborted.compose(done -> abortUpload(key.substring(prefix.length()),
                            S3Xml.text(upload, "UploadId").orElse("")));
                }
            }
            return aborted;
        });
    }

    /** An object of a listing. */
    record Listed(String key, Instant modified) {
    }

    /** A page of a listing. */
    record Page(List<Listed> objects, boolean isLast) {
        /** Only of a page that is not the last. */
        String lastKey() {
            return objects.get(objects.size() - 1).key();
        }
    }

    /**
     * Lists at most 1000 objects by their keys.
     *
     * @param keyPrefix the keys begin so
     * @param after the keys are greater
     */
    Future<Page> list(String keyPrefix, String after) {
        return text(listing(Map.of("list-type", "2", "prefix", prefix + keyPrefix, "start-after", prefix + after)))
                .map(xml -> {
                    List<Listed> objects = S3Xml.elements(xml, "Contents").stream()
                            .map(object -> new Listed(S3Xml.text(object, "Key").orElse(""), time(object, "LastModified")))
                            .filter(object -> object.key().startsWith(prefix))
                            .map(object -> new Listed(object.key().substring(prefix.length()), object.modified())).toList();
                    return new Page(objects, objects.isEmpty() || !S3Xml.text(xml, "IsTruncated").equals(Optional.of("true")));
                });
    }

    private S3Request listing(Map<String, String> parameters) {
        return S3Request.of(HttpMethod.GET, client.address().bucketPath()).with(parameters);
    }

    /** An unknown time counts as now: what may be young stays. */
    private static Instant time(String xml, String element) {
        try {
            return S3Xml.text(xml, element).map(Instant::parse).orElse(Instant.MAX);
        } catch (DateTimeParseException e) {
            return Instant.MAX;
        }
    }

    /** Bytes of an object. Fails with a {@link MissingFileException} if there is no such object. */
    Future<Long> size(String key) {
        return mapped(client.call(object(HttpMethod.HEAD, key), found -> S3Call.text(found).compose(empty -> length(found)))
                .recover(failure -> Future.failedFuture(BucketFailures.mapOfHead(failure))));
    }

    /**
     * Reads a range of an object. Completes when the head of the answer arrives. After that the call timeout no longer
     * applies, so the reader may be slow.
     *
     * @param from index of the first byte
     * @param length number of bytes, at least 1
     * @return the answer, paused; the caller must read it or reset its request. Fails with a {@link MissingFileException} if
     *         the object is missing or shorter
     */
    Future<HttpClientResponse> read(String key, long from, long length) {
        S3Request get = object(HttpMethod.GET, key).header("range", "bytes=" + from + "-" + (from + length - 1));
        return mapped(client.call(get, found -> {
            found.pause();
            return length(found).compose(announced -> announced == length ? Future.succeededFuture(found)
                    : Future.failedFuture(new MissingFileException()));
        }));
    }

    /** Removes an object; no error if there is none. */
    Future<Void> remove(String key) {
        return text(object(HttpMethod.DELETE, key)).mapEmpty();
    }

    private Future<String> text(S3Request request) {
        return mapped(client.call(request, S3Call::text));
    }

    private static Future<Long> length(HttpClientResponse response) {
        return present(Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_LENGTH))).map(Long::valueOf);
    }

    private static Future<String> present(Optional<String> value) {
        return value.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new BucketException("the answer of the S3 store is incomplete")));
    }

    private static <T> Future<T> mapped(Future<T> call) {
        return call.recover(failure -> Future.failedFuture(BucketFailures.map(failure)));
    }
}
