package dev.mantissa.lib.nativecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own, which find the library in an archive, as in a distribution. */
class KernelLibraryTest {
    private static final String ACCESS = "--enable-native-access=ALL-UNNAMED";

    @TempDir private Path folder;

    @Test
    void an_archived_library_is_unpacked_and_nothing_is_left_behind() throws Exception {
        Assumptions.assumeTrue(
                KernelLibrary.load() instanceof KernelLibrary.Loaded,
                () -> "not run: " + KernelLibrary.load());
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        String said = run(archive(true, null), ACCESS, "-Djava.io.tmpdir=" + temporary);
        assertThat(said).startsWith("Loaded[").contains("best=AVX");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void without_the_right_to_native_access_the_reason_and_what_helps_are_given() throws Exception {
        Assumptions.assumeTrue(
                KernelLibrary.load() instanceof KernelLibrary.Loaded,
                () -> "not run: " + KernelLibrary.load());
        assertThat(run(archive(true, null), "--illegal-native-access=deny"))
                .startsWith("Unusable[reason=the C kernels cannot be loaded: ")
                .contains("start Java with --enable-native-access=ALL-UNNAMED");
    }

    @Test
    void a_build_without_a_compiler_says_so() throws Exception {
        assertThat(run(archive(false, "no C compiler was on the PATH"), ACCESS))
                .isEqualTo(
                        "Unusable[reason=no C compiler was on the PATH, remedy=install gcc or clang and build Mantissa again]");
    }

    @Test
    void a_platform_without_kernels_is_named() throws Exception {
        assertThat(run(archive(false, null), ACCESS, "-Dos.arch=sparc"))
                .startsWith("Unusable[reason=there are no C kernels for ")
                .contains("-sparc");
    }

    @Test
    void a_folder_that_cannot_be_written_to_is_named_as_the_reason() throws Exception {
        Assumptions.assumeTrue(
                KernelLibrary.load() instanceof KernelLibrary.Loaded,
                () -> "not run: " + KernelLibrary.load());
        assertThat(run(archive(true, null), ACCESS, "-Djava.io.tmpdir=" + folder.resolve("none")))
                .contains(
                        "Unusable[reason=the C kernels cannot be unpacked: ",
                        "-Djava.io.tmpdir=FOLDER");
    }

    private String run(Path archive, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", archive.toString(), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    /** The package, with its library or with a note on why there is none. */
    private Path archive(boolean library, @Nullable String note) throws IOException {
        Path archive = folder.resolve("lib.jar");
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file)) {
            addPackage(jar, KernelLibrary.class);
            addPackage(jar, Program.class);
            String place = "native/" + NativeFile.platform() + "/";
            if (library) {
                Path compiled = NativeFile.find().orElseThrow().path();
                add(jar, place + "libmantissa.so", Files.readAllBytes(compiled));
            }
            if (note != null) {
                add(jar, place + "missing.txt", note.getBytes(StandardCharsets.UTF_8));
            }
        }
        return archive;
    }

    /** Every class beside this one. */
    private static void addPackage(JarOutputStream jar, Class<?> type) throws IOException {
        String place = type.getPackageName().replace('.', '/') + "/";
        Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (Stream<Path> files = Files.list(root.resolve(place))) {
            for (Path file : files.toList()) {
                add(jar, place + file.getFileName(), Files.readAllBytes(file));
            }
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
    }

    /** What the JVMs run. */
    static final class Program {
        public static void main(String[] arguments) {
            System.out.println(KernelLibrary.load());
        }
    }
}
