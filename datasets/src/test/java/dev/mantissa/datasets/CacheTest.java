package dev.mantissa.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTest {
    @TempDir Path folder;
    private final AtomicInteger made = new AtomicInteger();
    private final Supplier<byte[]> make =
            () -> {
                made.incrementAndGet();
                return "some data".getBytes(StandardCharsets.UTF_8);
            };

    @Test
    void what_was_made_once_is_kept() {
        Cache cache = new Cache(folder.resolve("new"));
        assertThat(cache.get("x", make)).isEqualTo(cache.get("x", make));
        assertThat(made).hasValue(1);
    }

    @Test
    void a_corrupted_file_is_made_again() throws Exception {
        Cache cache = new Cache(folder);
        byte[] good = cache.get("x", make);
        byte[] file = Files.readAllBytes(folder.resolve("x"));
        file[file.length - 1] ^= 1;
        Files.write(folder.resolve("x"), file);
        assertThat(cache.get("x", make)).isEqualTo(good);
        assertThat(made).hasValue(2);
        assertThat(cache.get("x", make)).isEqualTo(good);
        assertThat(made).hasValue(2);
    }

    @Test
    void a_truncated_file_is_made_again() throws Exception {
        Cache cache = new Cache(folder);
        Files.write(folder.resolve("x"), new byte[10]);
        assertThat(cache.get("x", make)).asString(StandardCharsets.UTF_8).isEqualTo("some data");
    }

    @Test
    void a_folder_that_cannot_be_written_costs_time_and_no_data() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file-not-a-folder"));
        Cache cache = new Cache(file);
        assertThat(cache.get("x", make)).asString(StandardCharsets.UTF_8).isEqualTo("some data");
        assertThat(cache.get("x", make)).isNotEmpty();
        assertThat(made).hasValue(2);
    }

    @Test
    void nothing_half_written_is_left() throws Exception {
        new Cache(folder).get("x", make);
        try (var files = Files.list(folder)) {
            assertThat(files.map(p -> p.getFileName().toString())).containsExactly("x");
        }
    }

    @Test
    void what_could_not_be_kept_leaves_nothing_and_what_a_kill_left_is_swept() throws Exception {
        Files.createFile(Files.createDirectory(folder.resolve("x")).resolve("in the way"));
        Path old = Files.createFile(folder.resolve("y1.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path fresh = Files.createFile(folder.resolve("y2.part"));
        assertThat(new Cache(folder).get("x", make)).isNotEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(folder.resolve("x"), fresh);
        }
    }

    @Test
    void the_first_folder_that_is_set_is_chosen_and_a_tilde_is_home() {
        Path home = Path.of(System.getProperty("user.home"));
        assertThat(Cache.chosen("/a", "/b").folder()).isEqualTo(Path.of("/a"));
        assertThat(Cache.chosen(null, " ", "~/b").folder()).isEqualTo(home.resolve("b"));
        assertThat(Cache.chosen(null, null).folder()).isEqualTo(home.resolve(".cache/mantissa"));
    }
}
