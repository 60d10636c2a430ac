package dev.mantissa.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file is the old one or the new one, whatever happens to the disk or to the process. */
class AtomicFileTest {
    private static final int CHARS = 4 << 20;
    @TempDir private Path folder;

    /** Writes texts of one letter without end, or once where that fails. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            for (int i = 0; ; i++) {
                try {
                    AtomicFile.write(Path.of(arguments[0]), whole(i));
                } catch (IOException e) {
                    System.out.println("failed: " + e.getMessage());
                    System.exit(3);
                }
            }
        }
    }

    private static String whole(int i) {
        return String.valueOf((char) ('a' + i % 26)).repeat(CHARS);
    }

    private static Process start(Path file, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Its own file of counters would be too long for the limit below.
        command.add("-XX:-UsePerfData");
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), file.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void a_writer_that_is_killed_leaves_a_whole_file_and_the_next_one_sweeps() throws Exception {
        Path file = folder.resolve("n.ipynb");
        Files.writeString(folder.resolve(".n.ipynb.other.tmp"), "not ours");
        AtomicFile.write(file, whole(0));
        int left = 0;
        for (int round = 0; round < 3; round++) {
            Process writer = start(file);
            while (names().size() < 3) {
                assertThat(writer.isAlive()).isTrue();
            }
            writer.destroyForcibly().waitFor();
            String text = Files.readString(file);
            assertThat(text).hasSize(CHARS).isEqualTo(text.substring(0, 1).repeat(CHARS));
            left += names().size() - 2;
            for (String name : names()) {
                FileTime old = FileTime.from(Instant.now().minus(Duration.ofMinutes(2)));
                Files.setLastModifiedTime(folder.resolve(name), old);
            }
            AtomicFile.write(file, whole(0));
            assertThat(names()).containsExactly(".n.ipynb.other.tmp", "n.ipynb");
        }
        assertThat(left).as("kills in the middle of a write").isPositive();
        AtomicFile.write(file, "new");
        assertThat(file).hasContent("new");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_file_keeps_its_mode_and_a_new_one_has_the_usual() throws IOException {
        for (String modes : List.of("rw-------", "rwxr-x--x", "r--r--r--")) {
            Path file = Files.writeString(folder.resolve("kept"), "old");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
            AtomicFile.write(file, "new");
            assertThat(file).hasContent("new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(modes);
            Files.delete(file);
        }
        Path made = folder.resolve("made");
        AtomicFile.write(made, "new");
        Path usual = Files.createFile(folder.resolve("usual"));
        assertThat(Files.getPosixFilePermissions(made))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    /** A limit on the length of files fails writes just as a full disk does, for any person. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_disk_that_is_full_keeps_the_old_file_and_says_so() throws Exception {
        Path file = Files.writeString(folder.resolve("n.ipynb"), "old");
        Process writer = start(file, "sh", "-c", "ulimit -f 1000; exec \"$@\"", "sh");
        String said = new String(writer.getInputStream().readAllBytes());
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).contains("failed: File too large");
        assertThat(names()).containsExactly("n.ipynb");
        assertThat(file).hasContent("old");
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file.resolve("n.ipynb"), "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("old");
    }
}
