package dev.zoetrope.vault.store;

import com.oracle.svm.core.annotate.Delete;
import com.oracle.svm.core.annotate.TargetClass;

/**
 * For the native image only: the SDK's other S3 client, which needs a native library of Amazon's that is not here, leaves one
 * class behind that the image builder of version 25 looks into. Goes with quarkus-amazon-services newer than 3.12.1, which
 * deletes it itself (quarkiverse/quarkus-amazon-services, issue 1950).
 */
@Delete
@TargetClass(className = "software.amazon.awssdk.services.s3.internal.crt.DefaultS3CrtAsyncClient$AttachHttpAttributesExecutionInterceptor")
final class WithoutCrt {
    private WithoutCrt() {
    }
}
