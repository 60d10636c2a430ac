package dev.mantissa.magics.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenResolverTest {
    @TempDir Path folder;
    private final List<String> progress = new ArrayList<>();
    private MavenResolver resolver;
    private LocalMaven remote;

    @BeforeEach
    void an_empty_local_repository_and_a_remote_one_in_a_folder() {
        remote = new LocalMaven(folder.resolve("remote"));
        resolver = new MavenResolver(Optional.of(folder.resolve("local")));
        resolver.addRepository("central", remote.url());
    }

    @Test
    void what_an_artifact_needs_comes_with_it() throws IOException {
        remote.publish("leaf", "2.0")
                .publish("middle", "1.1", "leaf:2.0")
                .publish("top", "1", "middle:1.1");
        assertThat(resolve("test:top:1"))
                .extracting(p -> p.getFileName().toString())
                .containsExactlyInAnyOrder("top-1.jar", "middle-1.1.jar", "leaf-2.0.jar");
        assertThat(progress)
                .hasSize(3)
                .anyMatch(t -> t.matches("fetched leaf-2.0.jar \\(.*\\) from central"));
    }

    @Test
    void what_is_in_the_local_repository_is_not_fetched_again() throws IOException {
        remote.publish("top", "1");
        resolve("test:top:1");
        try (Stream<Path> files = Files.walk(folder.resolve("remote"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        progress.clear();
        assertThat(resolve("test:top:1")).hasSize(1);
        assertThat(progress).isEmpty();
    }

    @Test
    void an_artifact_that_is_nowhere_is_named_with_the_places_looked_at() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve("test:nosuch:1"))
                .withMessageContaining(
                        "test:nosuch:jar:1 was not found in the local repository, central (file:")
                .withMessageContaining("%mavenRepo ID URL");
    }

    @Test
    void a_needed_artifact_that_is_nowhere_is_named() throws IOException {
        remote.publish("top", "1", "gone:7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve("test:top:1"))
                .withMessageContaining("test:gone:jar:7 was not found");
    }

    @Test
    void a_repository_out_of_reach_is_told_apart_from_a_missing_artifact() {
        resolver.addRepository("central", "http://127.0.0.1:9/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve("test:top:1"))
                .withMessageContaining("test:top:jar:1 could not be fetched")
                .withMessageContaining("~/.m2/settings.xml");
    }

    @Test
    void coordinates_without_a_version_are_explained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve("test:top"))
                .withMessageContaining(
                        "'test:top' is not a Maven coordinate: the version is missing")
                .withMessageContaining("group:artifact:version");
    }

    private List<Path> resolve(String coordinates) {
        return resolver.resolve(List.of(coordinates), List.of(), progress::add);
    }
}
