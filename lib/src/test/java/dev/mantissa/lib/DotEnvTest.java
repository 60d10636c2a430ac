package dev.mantissa.lib;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotEnvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=high|high",
                "  A = high  |high",
                "export A=high|high",
                "A=high # as a comment|high",
                "A=a#b|a#b",
                "A=|``",
                "A=#nothing|``",
                "A='  a # b '|`  a # b `",
                "A='a' # comment|a",
                "A=\"a\\n\\\"b\\\\\"|`a\n\"b\\`",
                "A=attention=f32 *=bf16|attention=f32 *=bf16"
            })
    void values_are_read_as_a_shell_would_write_them(String line, String value) {
        DotEnv file = DotEnv.parse(Path.of(".env"), "# first\r\n\r\n" + line + "\r\n");
        assertThat(file.problems()).isEmpty();
        assertThat(file.entries()).containsEntry("A", new DotEnv.Entry(value, 3));
    }

    @Test
    void a_later_line_wins_and_a_byte_order_mark_is_no_part_of_a_name() {
        DotEnv file = DotEnv.parse(Path.of(".env"), "\uFEFFA=1\nA=2");
        assertThat(file.entries()).containsOnlyKeys("A");
        assertThat(file.entries().get("A")).isEqualTo(new DotEnv.Entry("2", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"no equals sign", "1A=x", "A='open", "A=\"open", "A='a' b", "=x"})
    void other_lines_are_named_without_their_content(String line) {
        DotEnv file = DotEnv.parse(Path.of(".env"), "B=1\n" + line);
        assertThat(file.entries()).containsOnlyKeys("B");
        assertThat(file.problems()).singleElement().asString().contains("line 2 of .env");
    }

    @Test
    void a_file_that_does_not_exist_is_empty(@TempDir Path folder) {
        DotEnv file = DotEnv.read(folder.resolve(".env"));
        assertThat(file.entries()).isEmpty();
        assertThat(file.problems()).isEmpty();
    }

    @Test
    void a_file_that_is_not_text_is_a_problem(@TempDir Path folder) throws IOException {
        Path path = Files.write(folder.resolve(".env"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(DotEnv.read(path).problems()).singleElement().asString().contains("not UTF-8");
    }

    @Test
    void a_folder_is_a_problem(@TempDir Path folder) throws IOException {
        Path path = Files.createDirectory(folder.resolve(".env"));
        assertThat(DotEnv.read(path).problems()).singleElement().asString().contains("not be read");
    }
}
