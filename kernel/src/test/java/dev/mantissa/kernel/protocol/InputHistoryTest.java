package dev.mantissa.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InputHistoryTest {
    @TempDir private Path folder;

    private static String ask(InputHistory history, Object... namesAndValues) {
        JsonObject reply = history.reply(Json.object(namesAndValues));
        return reply.get("history").toString();
    }

    @Test
    void it_is_kept_across_restarts_under_numbered_sessions() {
        Path file = folder.resolve("new").resolve("history.jsonl");
        InputHistory first = new InputHistory(file);
        first.add(1, "1+1", "2");
        first.add(2, "int x = 1;", null);
        InputHistory second = new InputHistory(file);
        second.add(1, "x", "1");
        assertThat(ask(second, "hist_access_type", "tail", "n", 2))
                .isEqualTo("[[1,2,\"int x = 1;\"],[2,1,\"x\"]]");
        assertThat(ask(second, "hist_access_type", "range", "session", -1, "start", 1, "stop", 2))
                .isEqualTo("[[1,1,\"1+1\"]]");
        assertThat(ask(second, "hist_access_type", "range", "session", 0, "output", true))
                .isEqualTo("[[2,1,[\"x\",\"1\"]]]");
    }

    @Test
    void it_is_searched_by_glob_and_without_repetitions() {
        InputHistory history = new InputHistory(null);
        history.add(1, "a.b()", null);
        history.add(2, "axb()", null);
        history.add(3, "a.b()", null);
        String search = "search";
        assertThat(ask(history, "hist_access_type", search, "pattern", "a.b*"))
                .isEqualTo("[[1,1,\"a.b()\"],[1,3,\"a.b()\"]]");
        assertThat(ask(history, "hist_access_type", search, "pattern", "a?b*", "unique", true))
                .isEqualTo("[[1,2,\"axb()\"],[1,3,\"a.b()\"]]");
        assertThat(ask(history, "hist_access_type", search, "pattern", "*", "n", 1))
                .isEqualTo("[[1,3,\"a.b()\"]]");
    }

    @Test
    void a_line_that_a_crash_cut_short_costs_that_line() throws IOException {
        Path file = folder.resolve("history.jsonl");
        new InputHistory(file).add(1, "whole", null);
        Files.writeString(file, "{\"session\":1,\"li", StandardOpenOption.APPEND);
        InputHistory next = new InputHistory(file);
        assertThat(ask(next)).isEqualTo("[[1,1,\"whole\"]]");
        next.add(1, "whole too", null);
        assertThat(ask(new InputHistory(file))).isEqualTo("[[1,1,\"whole\"],[2,1,\"whole too\"]]");
    }

    @Test
    void the_number_of_the_session_is_found_behind_very_long_cells() {
        Path file = folder.resolve("history.jsonl");
        new InputHistory(file).add(1, "first", null);
        new InputHistory(file).add(1, "long " + "x".repeat(1_000_000), null);
        InputHistory third = new InputHistory(file);
        third.add(1, "third", null);
        assertThat(ask(third, "hist_access_type", "tail", "n", 1)).isEqualTo("[[3,1,\"third\"]]");
        assertThat(ask(third, "hist_access_type", "tail", "n", 3)).startsWith("[[1,1,\"first\"]");
    }

    @Test
    void a_file_that_is_too_long_loses_its_oldest_lines_and_stays_whole() throws IOException {
        Path file = folder.resolve("history.jsonl");
        new InputHistory(file).add(1, "the oldest", null);
        InputHistory history = InputHistory.in(new HistoryFile(file, 10_000));
        for (int i = 1; i <= 200; i++) {
            history.add(i, "cell " + i, null);
            assertThat(Files.size(file)).isLessThanOrEqualTo(10_000);
        }
        assertThat(Files.size(file)).isGreaterThan(4_000);
        assertThat(Files.readAllLines(file)).allMatch(line -> line.matches("\\{.*\\}"));
        InputHistory next = new InputHistory(file);
        assertThat(ask(next, "hist_access_type", "tail", "n", 2))
                .isEqualTo("[[2,199,\"cell 199\"],[2,200,\"cell 200\"]]");
        assertThat(ask(next, "hist_access_type", "search", "pattern", "the oldest"))
                .isEqualTo("[]");
        assertThat(ask(history, "hist_access_type", "range", "session", 0, "stop", 2))
                .isEqualTo("[[2,1,\"cell 1\"]]");
        assertThat(ask(history, "hist_access_type", "search", "pattern", "cell 200"))
                .isEqualTo("[[2,200,\"cell 200\"]]");
    }

    @Test
    void a_tail_reaches_back_as_far_as_it_is_asked() {
        Path file = folder.resolve("history.jsonl");
        InputHistory first = new InputHistory(file);
        for (int i = 1; i <= 1_000; i++) {
            first.add(i, "cell " + i, null);
        }
        InputHistory second = new InputHistory(file);
        second.add(1, "own", null);
        for (int n : new int[] {1, 2, 100, 999, 1_001}) {
            JsonObject reply = second.reply(Json.object("n", n, "hist_access_type", "tail"));
            assertThat(reply.getAsJsonArray("history")).hasSize(n);
            assertThat(reply.getAsJsonArray("history").get(n - 1).toString())
                    .isEqualTo("[2,1,\"own\"]");
        }
        assertThat(ask(second, "n", 5_000)).startsWith("[[1,1,\"cell 1\"],[1,2,");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void only_its_owner_may_read_it() throws IOException {
        Path made = folder.resolve("made");
        Path file = made.resolve("history.jsonl");
        new InputHistory(file).add(1, "var password = 1;", null);
        assertThat(modes(made)).isEqualTo("rwx------");
        assertThat(modes(file)).isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        InputHistory.in(new HistoryFile(file, 100)).add(1, "x", null);
        assertThat(modes(file)).isEqualTo("rw-------");
    }

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_file_that_cannot_be_written_costs_nothing_but_itself() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("history.jsonl");
        InputHistory history = new InputHistory(blocked);
        history.add(1, "still known", null);
        assertThat(ask(history)).contains("still known");
    }

    /** Adds cells of 10,000 characters to a file. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            InputHistory history = new InputHistory(Path.of(arguments[0]));
            for (int i = 0; i < 100; i++) {
                history.add(i, "x".repeat(10_000), null);
            }
        }
    }

    /** A limit on the length of files fails writes just as a full disk does, for any person. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_disk_that_is_full_leaves_whole_lines_and_is_told_once() throws Exception {
        Path file = folder.resolve("history.jsonl");
        Process child =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "ulimit -f 1000; exec \"$@\"",
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(said.lines()).hasSize(1).first().asString().contains("File too large");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.size()).isBetween(10, 99);
        assertThat(lines).allMatch(line -> line.length() > 10_000 && line.endsWith("}"));
        assertThat(Files.readString(file)).endsWith("}\n");
    }
}
