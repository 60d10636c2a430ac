package dev.mantissa.magics.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.CompilerAccess;
import dev.mantissa.lib.engine.VectorModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @TempDir Path folder;

    @Test
    void the_program_has_every_jar_and_ours_come_first() throws IOException {
        Distribution distribution = Fake.distribution(folder.resolve("d"));
        assertThat(Files.readString(distribution.javaArguments()))
                .contains(VectorModule.EXPORT + "\n", "-XX:+UseParallelGC\n")
                .contains(CompilerAccess.options())
                // With it, the JVM does without a good part of its AOT cache.
                .doesNotContain("--add-modules")
                .contains("-Dmantissa.dist=" + folder.resolve("d") + "\n")
                .endsWith(
                        "-cp\n"
                                + path(
                                        "mantissa-kernel-5",
                                        "mantissa-magics-5",
                                        "asm-1",
                                        "gson-2",
                                        "jeromq-3",
                                        "jspecify-4")
                                + "\n");
    }

    @Test
    void the_kernel_process_has_few_jars_a_small_heap_and_its_cache() throws IOException {
        Distribution distribution = Fake.distribution(folder.resolve("d"));
        assertThat(Files.readString(distribution.kernelArguments()))
                .contains(
                        "-XX:+UseSerialGC\n",
                        "-Xmx128m\n",
                        "-Djdk.serialFilter=!*\n",
                        "-Dmantissa.dist=")
                .contains("-XX:AOTCache=" + folder.resolve("d/kernel.aot") + "\n")
                .doesNotContain("jdk.incubator.vector")
                .endsWith(
                        "-cp\n"
                                + path("mantissa-kernel-5", "gson-2", "jeromq-3", "jspecify-4")
                                + "\n");
    }

    private String path(String... names) {
        return String.join(
                ":", List.of(names).stream().map(n -> folder + "/d/lib/" + n + ".jar").toList());
    }

    @Test
    void java_reads_paths_with_blanks_quotes_and_backslashes_as_they_are() throws Exception {
        Path odd = folder.resolve("a b\"c\\d#e'f");
        Distribution distribution = Fake.distribution(odd);
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "@" + distribution.kernelArguments(),
                                "-XshowSettings:properties",
                                "-version")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(java.getInputStream().readAllBytes());
        assertThat(said).contains("mantissa.dist = " + odd);
    }

    @Test
    void a_cache_that_is_not_there_is_not_named() throws IOException {
        Distribution distribution = Fake.distribution(folder.resolve("d"));
        Files.delete(distribution.kernelCache());
        distribution.writeArguments();
        assertThat(Files.readString(distribution.kernelArguments())).doesNotContain("AOTCache");
    }

    @Test
    void a_jar_that_is_gone_is_missed() throws IOException {
        Distribution distribution = Fake.distribution(folder.resolve("a \"b\" \\c"));
        assertThat(distribution.missingJars()).isEmpty();
        Path gone = distribution.folder().resolve("lib/asm-1.jar");
        Files.delete(gone);
        assertThat(distribution.missingJars()).containsExactly(gone);
    }
}
