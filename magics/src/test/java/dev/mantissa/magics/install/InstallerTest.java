package dev.mantissa.magics.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.mantissa.magics.install.Installer.Installed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallerTest {
    @TempDir Path folder;
    private Distribution distribution;
    private KernelSpec spec;

    @BeforeEach
    void prepare() throws IOException {
        distribution = Fake.distribution(folder.resolve("dist"));
        spec = KernelSpec.in(folder.resolve("data"));
    }

    private Installed install() throws IOException {
        return Installer.of(distribution).into(spec);
    }

    private Stream<String> kernels() throws IOException {
        try (Stream<Path> all = Files.list(spec.folder().getParent())) {
            return all.map(p -> p.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void jupyter_is_told_the_command_and_the_ways_of_the_kernel() throws IOException {
        install();
        JsonObject json =
                JsonParser.parseString(Files.readString(spec.folder().resolve("kernel.json")))
                        .getAsJsonObject();
        assertThat(spec.argv())
                .containsExactly(
                        System.getProperty("java.home") + "/bin/java",
                        "@" + spec.folder().resolve("kernel.args"),
                        "dev.mantissa.kernel.KernelMain",
                        "{connection_file}");
        assertThat(json.get("display_name").getAsString()).isEqualTo("Java (Mantissa)");
        assertThat(json.get("language").getAsString()).isEqualTo("java");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("message");
        assertThat(json.get("kernel_protocol_version").getAsString()).isEqualTo("5.5");
        assertThat(json.getAsJsonObject("metadata").get("debugger").getAsBoolean()).isTrue();
    }

    @Test
    void what_is_installed_needs_nothing_of_where_it_came_from() throws IOException {
        Installed installed = install();
        assertThat(installed.replaced()).isFalse();
        assertThat(installed.bytes()).isPositive();
        FolderTree.delete(distribution.folder());
        Distribution copy = spec.distribution();
        assertThat(copy.jars()).hasSize(6);
        assertThat(copy.javaCache()).exists();
        assertThat(copy.kernelCache()).exists();
        assertThat(Files.readString(copy.kernelArguments()))
                .contains(spec.folder().toString())
                .doesNotContain(distribution.folder().toString(), ".mantissa-new");
        assertThat(ImageIO.read(spec.folder().resolve("logo-32x32.png").toFile()).getWidth())
                .isEqualTo(32);
        assertThat(ImageIO.read(spec.folder().resolve("logo-64x64.png").toFile()).getWidth())
                .isEqualTo(64);
        assertThat(spec.folder().resolve("logo-svg.svg")).exists();
    }

    @Test
    void a_second_one_replaces_the_first_and_leaves_nothing_beside_it() throws IOException {
        install();
        Files.writeString(spec.folder().resolve("old"), "");
        assertThat(install().replaced()).isTrue();
        assertThat(spec.folder().resolve("old")).doesNotExist();
        assertThat(kernels()).containsExactly("mantissa");
        assertThat(spec.isOf(distribution)).isTrue();
    }

    @Test
    void a_failure_leaves_the_old_one_and_nothing_half_done() throws IOException {
        install();
        FolderTree.delete(distribution.folder().resolve("lib"));
        assertThatThrownBy(this::install).isInstanceOf(IOException.class);
        assertThat(kernels()).containsExactly("mantissa");
        assertThat(spec.distribution().jars()).hasSize(6);
    }

    @Test
    void what_killed_installations_left_is_swept_and_what_others_have_is_not() throws IOException {
        Path kernels = spec.folder().getParent();
        Files.createDirectories(kernels.resolve(".mantissa-new-999999999/lib"));
        Files.createDirectories(kernels.resolve("python3"));
        install();
        assertThat(kernels()).containsExactlyInAnyOrder("mantissa", "python3");
    }

    @Test
    void one_that_was_killed_between_two_moves_gets_its_kernel_back() throws IOException {
        install();
        Files.move(spec.folder(), spec.folder().resolveSibling(".mantissa-old-999999999"));
        assertThat(install().replaced()).isTrue();
        assertThat(kernels()).containsExactly("mantissa");
    }

    @Test
    void a_kernel_of_another_is_not_replaced() throws IOException {
        Files.createDirectories(spec.folder());
        Files.writeString(
                spec.folder().resolve("kernel.json"), "{\"argv\": [\"python3\", \"-m\", \"x\"]}");
        assertThat(spec.isOurs()).isFalse();
        assertThatThrownBy(this::install)
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("no kernel of Mantissa's");
        assertThat(spec.argv()).contains("python3");
    }

    @Test
    void a_file_that_is_no_specification_is_no_kernel_of_ours() throws IOException {
        Files.createDirectories(spec.folder());
        for (String text :
                new String[] {"", "{", "[]", "{}", "{\"argv\": 1}", "{\"argv\": [{}]}"}) {
            Files.writeString(spec.folder().resolve("kernel.json"), text);
            assertThat(spec.isOurs()).as(text).isFalse();
        }
    }
}
