package dev.zoetrope.files;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

import dev.zoetrope.model.InputFile;
import dev.zoetrope.video.Failure;
import dev.zoetrope.video.FailureException;
import dev.zoetrope.video.Fault;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** A {@code data:} URL in base64 (RFC 2397) that is short enough to be in memory. */
final class DataUrl {
    private static final String ENCODING = ";base64";
    private static final int SERVER_ERROR = 500;

    private DataUrl() {
    }

    /** Stores the bytes; fails with 422 naming the member if they are no base64 or no file of a kind that is taken. */
    static Uni<UploadWriter.Stored> store(InputFile file, UploadWriter writer) {
        return Uni.createFrom().deferred(() -> {
            try {
                writer.write(Buffer.buffer(decode(file.url())));
                return writer.finish();
            } catch (FailureException refusal) {
                writer.discard();
                return Uni.createFrom().failure(refusal);
            }
        }).onFailure(FailureException.class).transform(failure -> named(FileReferences.member(file), file.member(), failure));
    }

    private static byte[] decode(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(ENCODING)) {
            throw Base64Sink.notBase64();
        }
        try {
            return Base64.getDecoder().decode(url.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            throw Base64Sink.notBase64();
        }
    }

    /**
     * What is wrong with a file is wrong with its member.
     *
     * @param member the name of the member
     * @param place the name with an index, if it is known
     */
    static FailureException named(String member, String place, FailureException failure) {
        Failure known = failure.failure();
        return known.status() >= SERVER_ERROR || known.status() == 422 ? failure
                : Failure.invalid(List.of(new Fault(member, known.code(), place + ": " + known.message()))).exception();
    }
}
