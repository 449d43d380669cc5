package dev.zoetrope.vault.store;

import com.oracle.svm.core.annotate.Delete;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * For the native image only: deletes a class of the SDK's CRT-based S3 client, which needs a native library of Amazon that
 * is not included. The image builder of version 25 would analyse that class. Remove this with a quarkus-amazon-services
 * newer than 3.12.1, which deletes the class itself (quarkiverse/quarkus-amazon-services, issue 1950).
 */
@Delete
@TargetClass(className = "software.amazon.awssdk.services.s3.internal.crt.DefaultS3CrtAsyncClient$AttachHttpAttributesExecutionInterceptor")
final class WithoutCrt {
    private WithoutCrt() {
    }
}
