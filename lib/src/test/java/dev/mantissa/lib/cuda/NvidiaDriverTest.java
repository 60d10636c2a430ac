package dev.mantissa.lib.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {
    @TempDir Path root;

    @Test
    void a_machine_without_a_driver_says_what_was_looked_for() {
        NvidiaDriver driver = NvidiaDriver.find(root, List.of(""));
        assertThat(driver.present()).isFalse();
        assertThat(driver.summary())
                .isEqualTo(
                        "no NVIDIA driver was found (looked for libcuda and /proc/driver/nvidia)");
    }

    @Test
    void version_and_models_come_from_the_kernel_module() throws IOException {
        put("usr/lib64/libcuda.so.1", "");
        put(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19\nGCC version:  gcc 12\n");
        put("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA T4\nIRQ: 1\n");
        NvidiaDriver driver = NvidiaDriver.find(root, List.of());
        assertThat(driver.present()).isTrue();
        assertThat(driver.summary()).isEqualTo("NVIDIA T4, driver 535.129.03");
    }

    @Test
    void the_open_kernel_module_names_its_version_too() throws IOException {
        put(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build\n");
        assertThat(NvidiaDriver.find(root, List.of()).summary())
                .isEqualTo("NVIDIA's kernel module 570.86.15 is loaded, but libcuda is missing");
    }

    @Test
    void a_library_without_its_kernel_module_is_told_apart() throws IOException {
        Path folder = put("lib/libcuda.so.1", "").getParent();
        NvidiaDriver driver = NvidiaDriver.find(root, List.of(folder.toString()));
        assertThat(driver.present()).isFalse();
        assertThat(driver.summary()).contains("libcuda.so.1").contains("its kernel module is not");
    }

    private Path put(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
