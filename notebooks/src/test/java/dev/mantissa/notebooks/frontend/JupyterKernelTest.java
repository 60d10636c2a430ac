package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.notebooks.Executed;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jupyter's own tests of a kernel, jupyter_kernel_test, with samples in Java for all of them. */
@Tag("frontend")
class JupyterKernelTest {
    private static FrontEndHome home;

    @BeforeAll
    static void install() {
        home = FrontEndHome.create();
    }

    @AfterAll
    static void stop() {
        home.close();
    }

    @Test
    void all_tests_of_jupyter_pass_and_none_is_skipped() {
        Path python = Tools.pythonWith(home, "jupyter_kernel_test", "python3-jupyter-kernel-test");
        InstalledKernel.into(home);
        Path samples = Executed.folder().resolve("src/test/python/kernel_test.py");
        var ended = home.run(List.of(python.toString(), "-B", samples.toString()));
        assertThat(ended.status()).as(ended.output()).isZero();
        Matcher ran = Pattern.compile("(?m)^Ran (\\d+) tests? in").matcher(ended.output());
        assertThat(ran.find()).as(ended.output()).isTrue();
        assertThat(Integer.parseInt(ran.group(1))).isGreaterThanOrEqualTo(12);
        assertThat(ended.output()).containsPattern("(?m)^OK$").doesNotContain("skipped");
    }
}
