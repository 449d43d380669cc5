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
 * parses the generated document at each start and writes it again in both formats, because a filter could change it. This
 * application has no such filter, and the work took 12 % of the CPU time of a start. A JVM still does it. A test compares the
 * served document with {@code META-INF/openapi.yaml}.
 */
@TargetClass(OpenApiDocumentService.class)
final class PreparedOpenApi {
    private PreparedOpenApi() {
    }

    @Substitute
    void prepareDocument(AutoSecurityFilter filter, Map<OpenApiFilter.RunStage, List<String>> filters, String name) {
        // The build has prepared everything.
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
