package org.wardpost.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The import table of the architecture. Rows of modules to come stand here already, so that their first class is held to
 * them. Tag {@code house}: left out by {@code -Pfast}.
 */
@Tag("house")
class ArchitectureTest {
    private static final String BASE = "org.wardpost.";

    /** Module, and what it may import of ours. Protocol modules get vault's sealed values, never its keys (see below). */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("vault", Set.of()),
            Map.entry("store", Set.of("vault")),
            Map.entry("identity", Set.of("vault", "store")),
            Map.entry("index", Set.of("vault", "store")),
            Map.entry("smime", Set.of("vault", "store")),
            Map.entry("groupware", Set.of("vault", "store", "identity", "index")),
            Map.entry("mail", Set.of("vault", "store", "identity", "index", "smime", "groupware")),
            Map.entry("http", Set.of("identity")),
            Map.entry("dav", Set.of("groupware", "http")),
            Map.entry("activesync", Set.of("groupware", "smime", "http", "mail")),
            Map.entry("portal", Set.of("identity", "groupware", "mail", "smime", "http")),
            Map.entry(
                    "app",
                    Set.of(
                            "vault",
                            "store",
                            "identity",
                            "index",
                            "smime",
                            "groupware",
                            "mail",
                            "http",
                            "dav",
                            "activesync",
                            "portal")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/"))
            .importPackages("org.wardpost");

    static Stream<String> modules() {
        return MAY_IMPORT.keySet().stream().sorted();
    }

    @Test
    void everyPackageBelongsToAModuleOfTheTable() {
        var unknown = new TreeSet<String>();
        for (var type : CLASSES) {
            if (!MAY_IMPORT.containsKey(moduleOf(type))) {
                unknown.add(type.getName());
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(CLASSES.stream().map(ArchitectureTest::moduleOf))
                .contains("vault", "store", "identity", "mail", "app");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void importsOnlyWhatTheTableAllows(String module) {
        var forbidden = modules()
                .filter(other ->
                        !other.equals(module) && !MAY_IMPORT.get(module).contains(other))
                .map(other -> BASE + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(BASE + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void modulesFormNoCycle() {
        slices().matching(BASE + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingAboveStoreSeesSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jooq..",
                        "org.flywaydb..",
                        "com.zaxxer..",
                        "org.h2..",
                        "org.postgresql..")
                .check(CLASSES);
    }

    @Test
    void protocolsHoldNoKeys() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "mail..", BASE + "groupware..", BASE + "http..", BASE + "dav..")
                .should()
                .dependOnClassesThat(describe(
                        "are keys of vault",
                        type -> type.getPackageName().equals(BASE + "vault")
                                && Set.of(
                                                "RootKey",
                                                "WorkingKey",
                                                "AccountKey",
                                                "CollectionKey",
                                                "DropKey",
                                                "ArrivalKey")
                                        .contains(type.getSimpleName())))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void jamesIsKnownToMailAndItsWiringOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(BASE + "mail..", BASE + "app..", BASE + "activesync..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.james..", "org.apache.mailet..", "org.apache.jsieve..")
                .check(CLASSES);
    }

    /** James's and other libraries' classes that write content to disk in clear (james-howto §12). */
    @Test
    void nothingWritesContentInClear() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("write content to disk in clear", ArchitectureTest::writesInClear))
                .check(CLASSES);
    }

    @Test
    void temporaryFilesAreSealedOnes() {
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "a plain temporary file is made",
                        call -> (call.getTargetOwner().isEquivalentTo(java.io.File.class)
                                        || call.getTargetOwner().isEquivalentTo(java.nio.file.Files.class))
                                && call.getName().equals("createTempFile")))
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineUsesStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "app..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFieldsAndNothingStaticChanges() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CLASSES);
        fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .check(CLASSES);
    }

    @Test
    void packagesAreNamedByWhatTheyDo() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..model..",
                        "..dto..",
                        "..util..",
                        "..utils..",
                        "..impl..",
                        "..common..",
                        "..exception..",
                        "..helper..")
                .check(CLASSES);
        noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|Dto)").check(CLASSES);
    }

    private static boolean writesInClear(JavaClass type) {
        var name = type.getName();
        return Set.of(
                                "org.apache.james.sieverepository.file.SieveFileRepository",
                                "org.apache.james.mailrepository.file.FileMailRepository",
                                "org.apache.james.transport.mailets.StripAttachment",
                                "org.apache.james.mailbox.store.mail.model.impl.ByteSourceContent",
                                "org.apache.james.util.MimeMessageUtil$TemporaryFile",
                                "org.apache.james.protocols.lib.KeystoreCreator",
                                "com.google.common.io.FileBackedOutputStream",
                                "org.apache.commons.io.output.DeferredFileOutputStream",
                                "org.apache.james.mime4j.storage.TempFileStorageProvider",
                                "org.apache.james.mime4j.storage.ThresholdStorageProvider",
                                "java.util.logging.FileHandler")
                        .contains(name)
                || resideInAnyPackage(
                                "org.apache.james.repository.file..",
                                "org.apache.james.blob..",
                                "org.apache.james.queue.activemq..",
                                "org.apache.james.jmx..")
                        .test(type)
                || name.endsWith(".JMXServer");
    }

    private static String moduleOf(JavaClass type) {
        var rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), BASE.length()));
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
