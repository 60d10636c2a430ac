package dev.mantissa.magics.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong is named with its remedy; the whole of a sound kernel is met in the launcher. */
class DoctorTest {
    @TempDir private Path folder;

    private List<Check> examine(Map<String, String> environment) {
        List<Check> checks = new ArrayList<>();
        JupyterFolders folders = new JupyterFolders(environment, folder, false);
        new Doctor(folders, Optional.empty(), new SearchPath("")).examine(checks::add);
        return checks;
    }

    private static Check named(List<Check> checks, String name) {
        return checks.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void a_missing_jupyter_and_a_missing_kernel_have_their_remedies() {
        List<Check> checks = examine(Map.of());
        assertThat(named(checks, "jupyter").text()).contains("FAIL", "apt-get install");
        assertThat(named(checks, "kernelspec").text()).contains("FAIL", "./mantissa install");
        assertThat(named(checks, "data folder").ok()).isTrue();
    }

    @Test
    void a_java_that_is_gone_is_named() throws IOException {
        KernelSpec spec = KernelSpec.in(folder.resolve(".local/share/jupyter"));
        new Installer(Fake.distribution(folder.resolve("dist")), Path.of("/no/such/java"))
                .into(spec);
        assertThat(named(examine(Map.of()), "its java").text())
                .contains("FAIL", "/no/such/java is gone", "./mantissa install");
    }

    @Test
    void jars_that_are_gone_are_named() throws IOException {
        KernelSpec spec = KernelSpec.in(folder.resolve(".local/share/jupyter"));
        new Installer(Fake.distribution(folder.resolve("dist")), Path.of("/no/such/java"))
                .into(spec);
        Files.delete(spec.folder().resolve("lib/asm-1.jar"));
        assertThat(named(examine(Map.of()), "its jars").text())
                .contains("FAIL", "1 missing", "asm-1.jar", "./mantissa install");
    }

    @Test
    void a_kernel_of_another_is_not_started() throws IOException {
        Path place =
                Files.createDirectories(folder.resolve(".local/share/jupyter/kernels/mantissa"));
        Files.writeString(place.resolve("kernel.json"), "{\"argv\": [\"/bin/sh\", \"-c\", \"\"]}");
        List<Check> checks = examine(Map.of());
        assertThat(named(checks, "kernelspec").text()).contains("FAIL", "not one of ours");
        assertThat(named(checks, "kernel").detail()).isEqualTo("there is nothing to start");
    }

    @Test
    void a_data_folder_that_cannot_be_written_is_named() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("data");
        assertThat(
                        named(
                                        examine(Map.of("JUPYTER_DATA_DIR", blocked.toString())),
                                        "data folder")
                                .text())
                .contains("FAIL", blocked.toString(), "JUPYTER_DATA_DIR");
    }
}
