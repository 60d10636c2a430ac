package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputLimitTest {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    private final OutputLimit limit = new OutputLimit((e, text) -> (e ? err : out).append(text));

    @Test
    void ordinary_output_passes_as_it_is() {
        limit.stream(false, "a\n");
        limit.stream(true, "b\n");
        limit.end();
        assertThat(out).hasToString("a\n");
        assertThat(err).hasToString("b\n");
    }

    @Test
    void of_very_much_the_beginning_and_the_end_are_shown_and_a_file_has_all() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            String line = "line " + i + "\n";
            all.append(line);
            limit.stream(false, line);
        }
        limit.end();
        assertThat(out.length()).isLessThan(5 << 20);
        assertThat(out.toString()).startsWith("line 0\n").endsWith("line 999999\n");
        Matcher path = Pattern.compile("in (\\S+)\\.\n").matcher(err);
        assertThat(path.find()).isTrue();
        Path file = Path.of(path.group(1));
        assertThat(Files.readString(file)).isEqualTo(all.toString());
        Files.delete(file);
    }

    @Test
    void files_that_are_older_than_a_time_are_swept(@TempDir Path folder) throws IOException {
        Instant week = Instant.parse("2026-01-08T00:00:00Z");
        Path old = file(folder, "mantissa-output-1.txt", week.minusSeconds(1));
        Path crash = file(folder, "mantissa-crash-7.log", week.minusSeconds(1));
        Path young = file(folder, "mantissa-output-2.txt", week);
        Path other = file(folder, "output-3.txt", week.minusSeconds(1));
        SpoolFiles.sweep(folder, week);
        assertThat(old).doesNotExist();
        assertThat(crash).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    private static Path file(Path folder, String name, Instant written) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(written));
    }
}
