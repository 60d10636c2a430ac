package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher lets one build run at a time, and waits for no process that is gone. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherLockTest {
    private static final String BEGIN = "# One build at a time";
    private static final String END = "# On a terminal, the seconds";
    private static final int ROUNDS = 4;
    private static final long SECONDS = 60;

    @TempDir private Path folder;
    private String functions = "";

    /** The launcher's own text, with what it needs of the rest. */
    @BeforeEach
    void cut() throws IOException {
        String launcher = Files.readString(Tree.root().resolve("mantissa"));
        functions =
                "set -eu\nsay() { printf '%s\\n' \"$*\"; }\ndie() { say \"$@\"; exit 2; }\nquiet() { :; }\ntarget="
                        + folder
                        + "\n"
                        + launcher.substring(launcher.indexOf(BEGIN), launcher.indexOf(END));
    }

    /** With what the shell runs instead of looking for flock. */
    private Process start(String kind, String code) throws IOException {
        String choice = kind.equals("link") ? "command() { return 1; }\n" : "";
        return new ProcessBuilder("sh", "-c", functions + choice + code)
                .redirectErrorStream(true)
                .start();
    }

    private static String finish(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as(said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link"})
    void one_at_a_time_counts(String kind) throws Exception {
        Path count = Files.writeString(folder.resolve("count"), "0\n");
        String code =
                "lock\nn=$(cat %s)\nsleep 0\necho $((n + 1)) >%s\nunlock\n".formatted(count, count);
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            all.add(start(kind, code));
        }
        for (Process process : all) {
            finish(process);
        }
        assertThat(count).hasContent(String.valueOf(ROUNDS));
        assertThat(Files.isSymbolicLink(folder.resolve("lock-link"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "link"})
    void one_that_was_killed_is_not_waited_for_any_longer(String kind) throws Exception {
        Process holder = start(kind, "lock\necho locked\nread -r forever\n");
        assertThat(holder.inputReader().readLine()).isEqualTo("locked");
        Process waiting = start(kind, "lock\necho mine\n");
        assertThat(waiting.inputReader().readLine())
                .contains("waiting for the build or test run of process " + holder.pid());
        holder.destroyForcibly().waitFor();
        assertThat(waiting.inputReader().readLine()).isEqualTo("mine");
        assertThat(waiting.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_empty_file_and_one_with_a_number_in_use_lock_nothing() throws Exception {
        Path lock = Files.createFile(folder.resolve("lock"));
        assertThat(finish(start("file", "lock\necho mine\n"))).isEqualTo("mine\n");
        Files.writeString(lock, ProcessHandle.current().pid() + "\n");
        assertThat(finish(start("file", "lock\necho mine\n"))).isEqualTo("mine\n");
    }

    @Test
    void a_link_with_a_number_that_is_used_again_is_old() throws Exception {
        for (String pid : List.of("999999999", String.valueOf(ProcessHandle.current().pid()))) {
            Files.createSymbolicLink(folder.resolve("lock-link"), Path.of(pid + " 12345"));
            assertThat(finish(start("link", "lock\necho mine\n"))).isEqualTo("mine\n");
        }
    }
}
