package dev.mantissa.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which parts may know of which. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.mantissa");

    @ParameterizedTest
    @CsvSource({
        "lib, kernel", "lib, datasets", "lib, magics",
        "kernel, lib", "kernel, datasets", "kernel, magics",
        "datasets, lib", "datasets, kernel", "datasets, magics"
    })
    void modules_do_not_see(String module, String other) {
        noClasses()
                .that()
                .resideInAPackage("dev.mantissa." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mantissa." + other + "..")
                .because(
                        "dependencies run from magics to lib, kernel and datasets, which are apart")
                .check(CLASSES);
    }

    @Test
    void nd4j_is_named_behind_one_wall() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mantissa.lib.nd4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
                .because(
                        "ND4J loads when it is first used, and only dev.mantissa.lib.nd4j names it")
                .check(CLASSES);
    }

    @Test
    void the_library_knows_no_notebook_and_no_front_end() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.mantissa.lib..", "dev.mantissa.datasets..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.jshell..", "org.jline..", "picocli..", "org.knowm..")
                .check(CLASSES);
    }

    @Test
    void only_the_library_computes_with_vectors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mantissa.lib..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void the_library_and_the_data_sets_print_nothing() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.mantissa.lib..", "dev.mantissa.datasets..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void no_static_field_can_be_set_again() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("settings travel in Numerics, everything else belongs to a session")
                .check(CLASSES);
    }

    @Test
    void top_level_packages_have_no_cycles() {
        slices().matching("dev.mantissa.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void formats_know_of_nothing_above_them() {
        noClasses()
                .that()
                .resideInAPackage("dev.mantissa.lib.format..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        packages("precision", "tensor", "engine", "quant", "bench", "nd4j"))
                .check(CLASSES);
    }

    @Test
    void nothing_in_the_library_depends_on_benchmarks_or_on_nd4j() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("format", "precision", "tensor", "engine", "quant"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages("bench", "nd4j"))
                .check(CLASSES);
    }

    @Test
    void a_session_knows_nothing_of_notebook_files() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.mantissa.kernel.session..", "dev.mantissa.kernel.display..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.mantissa.kernel.notebook..")
                .check(CLASSES);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(p -> "dev.mantissa.lib." + p + "..").toArray(String[]::new);
    }
}
