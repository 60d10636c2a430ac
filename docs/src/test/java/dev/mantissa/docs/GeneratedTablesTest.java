package dev.mantissa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables in the documentation say what the catalogues say. */
class GeneratedTablesTest {
    private static final String WRITE = "mantissa.docs";
    private static final String COMMAND =
            "mvn -q -pl docs -am test -Dtest=GeneratedTablesTest -Dsurefire.failIfNoSpecifiedTests=false -Dmantissa.docs=write";

    static List<Path> pages() {
        return Tree.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void generated_parts_are_up_to_date(Path page) throws IOException {
        String now = Tree.read(page);
        String due = Generated.renew(now);
        if ("write".equals(System.getProperty(WRITE))) {
            Files.writeString(page, due);
            return;
        }
        assertThat(now)
                .as("%s is older than the catalogues. Renew it by: %s", page.getFileName(), COMMAND)
                .isEqualTo(due);
    }

    @Test
    void every_generated_part_is_used_somewhere() {
        assertThat(
                        pages().stream()
                                .flatMap(p -> Generated.namesIn(Tree.read(p)))
                                .collect(Collectors.toSet()))
                .isEqualTo(Generated.names());
    }

    @Test
    void every_link_to_a_file_leads_to_one() {
        for (Path page : pages()) {
            Markdown.links(Tree.read(page))
                    .forEach(link ->
                            assertThat(page.resolveSibling(link))
                                    .as("%s links to %s", page.getFileName(), link)
                                    .exists());
        }
    }
}
