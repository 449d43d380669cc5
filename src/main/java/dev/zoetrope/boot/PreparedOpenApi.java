package dev.zoetrope.boot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.smallrye.openapi.runtime.filter.AutoSecurityFilter;
import io.smallrye.openapi.runtime.io.Format;

/**
 * Only for the native image builder: serves the OpenAPI documents as Quarkus generates them at build time. Quarkus 3.33.2
 * parses the generated document at each start and writes it again in both formats, because a filter could change it; this
 * application has no such filter, and one seventh of the CPU time of a start went there. On a JVM the documents are made at the
 * start, and a test compares them with {@code META-INF/openapi.yaml}.
 */
@TargetClass(OpenApiDocumentService.class)
final class PreparedOpenApi {
    private PreparedOpenApi() {
    }

    @Substitute
    void prepareDocument(AutoSecurityFilter filter, Map<OpenApiFilter.RunStage, List<String>> filters, String name) {
        // nothing to prepare
    }

    @Substitute
    public byte[] getDocument(String name, Format format) {
        String resource = OpenApiConstants.BASE_NAME + "." + format;
        try (InputStream document = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
