package dev.mantissa.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every source file keeps to. */
class SourceRulesTest {
    private static final int MOST_LINES = 400;
    private static final JavaClasses TESTS =
            new ClassFileImporter()
                    .importPaths(
                            Tree.MODULES.stream()
                                    .map(m -> Tree.root().resolve(m).resolve("target/test-classes"))
                                    .filter(Files::isDirectory)
                                    .toList());

    static List<String> modules() {
        return Tree.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void no_file_is_longer_than_400_lines(String module) {
        List<String> tooLong = new ArrayList<>();
        for (Path file : all(module)) {
            long lines = Tree.read(file).lines().count();
            if (lines > MOST_LINES) {
                tooLong.add(file.getFileName() + ": " + lines);
            }
        }
        assertThat(tooLong).as("one concept, one file").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void every_package_is_null_marked(String module) {
        List<Path> bare =
                Tree.sources(module, "main").stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(p -> !nullMarked(p.resolve("package-info.java")))
                        .toList();
        assertThat(bare).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    @Test
    void no_test_is_switched_off() {
        noMethods().should().beAnnotatedWith("org.junit.jupiter.api.Disabled").check(TESTS);
        noClasses().should().beAnnotatedWith("org.junit.jupiter.api.Disabled").check(TESTS);
    }

    @Test
    void no_test_waits_by_the_clock() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TESTS);
    }

    /** Surefire passes over a class whose name does not end so, and nobody would notice. */
    @Test
    void classes_with_tests_are_named_so_that_they_are_run() {
        List<String> unseen =
                TESTS.stream()
                        .filter(SourceRulesTest::hasTests)
                        .filter(c -> !c.isNestedClass())
                        .filter(simpleNameEndingWith("Test").negate())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(TESTS.stream().filter(SourceRulesTest::hasTests)).hasSizeGreaterThan(20);
        assertThat(unseen).isEmpty();
    }

    private static boolean hasTests(JavaClass type) {
        return type.getMethods().stream().anyMatch(SourceRulesTest::isTest);
    }

    private static boolean isTest(JavaMethod method) {
        return method.isAnnotatedWith("org.junit.jupiter.api.Test")
                || method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable");
    }

    private static List<Path> all(String module) {
        return Stream.concat(
                        Tree.sources(module, "main").stream(),
                        Tree.sources(module, "test").stream())
                .toList();
    }

    private static boolean nullMarked(Path packageInfo) {
        return Files.isRegularFile(packageInfo) && Tree.read(packageInfo).contains("@NullMarked");
    }
}
