package dev.zoetrope;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** The table of packages: which package may import which. A new package without a row fails. */
class ArchitectureTest {
    private static final String ROOT = "dev.zoetrope.";

    /** Each package and the packages that it may import. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("video", Set.of()),
            Map.entry("observe", Set.of("video")),
            Map.entry("disk", Set.of()),
            Map.entry("ffmpeg", Set.of("disk")),
            Map.entry("body", Set.of("video")),
            Map.entry("guard", Set.of("video")),
            Map.entry("view", Set.of("video")),
            Map.entry("model", Set.of("video")),
            Map.entry("validate", Set.of("video", "guard", "model")),
            Map.entry("admit", Set.of("video", "observe")),
            Map.entry("ledger", Set.of("video", "observe", "disk")),
            Map.entry("upstream", Set.of("video", "observe", "model")),
            Map.entry("work", Set.of("video", "observe", "ledger")),
            Map.entry("track", Set.of("video", "observe", "model", "ledger", "work", "upstream")),
            Map.entry("store", Set.of("video", "disk", "guard", "ledger")),
            Map.entry("vault", Set.of("video", "observe", "ledger", "work", "upstream", "guard", "store", "ffmpeg")),
            Map.entry("files", Set.of("video", "body", "guard", "model", "ledger", "work", "upstream", "store")),
            Map.entry("deliver", Set.of("video", "observe", "view", "admit", "ledger", "work", "vault", "guard")),
            Map.entry("flow", Set.of("video", "observe", "guard", "view", "validate", "admit", "ledger", "work", "upstream",
                    "track", "vault", "deliver")),
            Map.entry("api", Set.of("video", "observe", "body", "view", "model", "validate", "admit", "files", "deliver",
                    "flow")),
            Map.entry("dialect",
                    Set.of("video", "observe", "body", "view", "model", "validate", "admit", "vault", "files", "deliver",
                            "flow", "api")),
            Map.entry("sandbox", Set.of("video", "observe", "disk", "ffmpeg", "body", "view", "model", "validate", "guard")),
            Map.entry("console", Set.of("admit", "sandbox")),
            Map.entry("boot", Set.of("video", "observe", "body", "guard", "view", "model", "validate", "admit", "ledger",
                    "work", "upstream", "track", "store", "vault", "files", "deliver", "flow", "api", "dialect", "sandbox",
                    "console")));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.zoetrope");

    private static String step(JavaClass type) {
        String rest = type.getPackageName().startsWith(ROOT) ? type.getPackageName().substring(ROOT.length()) : "";
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }

    @Test
    void every_package_has_a_row_and_every_row_a_package() {
        Set<String> packages = MAIN.stream().map(ArchitectureTest::step).collect(Collectors.toSet());

        assertThat(packages).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    @Test
    void packages_import_only_what_their_row_allows() {
        MAY_IMPORT.forEach((step, allowed) -> {
            String[] others = MAY_IMPORT.keySet().stream().filter(other -> !other.equals(step) && !allowed.contains(other))
                    .map(other -> ROOT + other + "..").toArray(String[]::new);
            if (others.length > 0) {
                noClasses().that().resideInAPackage(ROOT + step + "..").should().dependOnClassesThat()
                        .resideInAnyPackage(others).check(MAIN);
            }
        });
    }

    @Test
    void there_are_no_cycles() {
        slices().matching("dev.zoetrope.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void a_subpackage_is_imported_by_its_own_package_only() {
        MAY_IMPORT.keySet().forEach(step -> noClasses().that().resideOutsideOfPackage(ROOT + step + "..").should()
                .dependOnClassesThat().resideInAPackage(ROOT + step + ".*..").allowEmptyShould(true).check(MAIN));
    }

    @Test
    void there_are_no_cycles_between_the_subpackages_of_a_package() {
        MAY_IMPORT.keySet().forEach(step -> slices().matching(ROOT + step + ".(*)..").should().beFreeOfCycles()
                .allowEmptyShould(true).check(MAIN));
    }

    @Test
    void the_vocabulary_is_plain_jdk() {
        classes().that().resideInAPackage("dev.zoetrope.video..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("dev.zoetrope.video..", "java..").check(MAIN);
    }

    @Test
    void a_rest_client_is_visible_in_its_package_only() {
        classes().that().areAnnotatedWith(RegisterRestClient.class).should().bePackagePrivate().check(MAIN);
    }

    @Test
    void http_resources_live_at_the_edges() {
        noClasses().that(are(resideInAPackage("dev.zoetrope..")))
                .and().resideOutsideOfPackages("dev.zoetrope.api..", "dev.zoetrope.upstream..",
                        "dev.zoetrope.deliver..", "dev.zoetrope.dialect..", "dev.zoetrope.sandbox..", "dev.zoetrope.console..")
                .should().dependOnClassesThat().resideInAPackage("jakarta.ws.rs..").check(MAIN);
    }

    @Test
    void settings_are_mappings() {
        noClasses().should().dependOnClassesThat().areAssignableTo(ConfigProperty.class).check(MAIN);
    }

    @Test
    void time_comes_from_a_clock() {
        noClasses().that().doNotHaveFullyQualifiedName("dev.zoetrope.boot.ClockProducer").should()
                .callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC")
                .orShould().callMethod(System.class, "currentTimeMillis").check(MAIN);
    }

    @Test
    void nothing_waits_by_blocking() {
        noClasses().should().callMethod(Uni.class, "await").orShould().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Future.class, "get").check(MAIN);
    }

    /** A native executable is built with the static fields filled in, which a buffer of the event loop's forbids. */
    @Test
    void no_buffer_is_a_constant() {
        noFields().that().areStatic().should().haveRawType(Buffer.class).check(MAIN);
    }

    @Test
    void there_are_no_drawers() {
        noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..")
                .orShould().haveSimpleNameEndingWith("Utils").orShould().haveSimpleNameEndingWith("Manager")
                .orShould().haveSimpleNameEndingWith("Impl").orShould().haveSimpleNameEndingWith("Helper").check(MAIN);
    }
}
