package dev.mantissa.lib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mantissa.toml}, the weakest place of a flag. */
class TomlFileTest {
    @TempDir private Path folder;
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void flags_are_set_by_name_as_text_number_or_table() throws IOException {
        write(
                """
                # mine
                precision = "high"
                threads = 3

                [bench]
                budget = "5s"
                """);
        assertThat(settings().threads()).isEqualTo(3);
        assertThat(settings().benchBudget()).hasSeconds(5);
        SettingValue precision = settings().value(Settings.PRECISION);
        assertThat(precision).hasToString("precision = high (mantissa.toml line 2)");
        assertThat(precision.source().kind()).isEqualTo(Source.Kind.FILE);
        assertThat(settings().notices())
                .hasSize(3)
                .allMatch(n -> n.endsWith("by " + folder.resolve("mantissa.toml") + "."));
    }

    @Test
    void a_table_of_the_precision_is_a_policy() throws IOException {
        write(
                """
                [precision]
                attention = "f32"
                blocks.0.mlp = "tf32"
                "op:conv2d" = "high"
                "layer:-1" = "f32"
                "*" = "bf16"
                on = "fallback"
                """);
        assertThat(Numerics.initial(environment()).policy())
                .hasToString(
                        "attention=f32 blocks.0.mlp=tf32 op:conv2d=high layer:-1=f32 *=bf16 on=fallback");
        assertThat(Numerics.initial(environment()).source()).hasToString("mantissa.toml line 2");
        assertThat(settings().notices()).hasSize(1);
    }

    @Test
    void the_env_file_comes_before_it() throws IOException {
        write("precision = 'high'\n");
        Files.writeString(folder.resolve(".env"), "MANTISSA_PRECISION=medium\n");
        assertThat(Numerics.initial(environment())).hasToString("medium (.env line 1)");
    }

    @Test
    void a_wrong_value_is_named_with_its_line_and_nothing_is_taken() throws IOException {
        write("threads = 2\nprecision = \"hgih\"\n");
        assertThat(Numerics.initial(environment())).hasToString("highest (default)");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith(
                        "precision=hgih from mantissa.toml line 2 is not used: unknown precision 'hgih'. Did you mean 'high'?");
    }

    @Test
    void a_wrong_part_of_a_table_is_named_with_its_line_and_nothing_of_it_is_taken()
            throws IOException {
        write("[precision]\n\"*\" = \"bf16\"\n\nattention = \"f23\"\n");
        assertThat(Numerics.initial(environment())).hasToString("highest (default)");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("attention=f23 from mantissa.toml line 4 is not used:");
    }

    @Test
    void what_is_no_toml_is_named_with_its_line_and_the_file_is_not_used() throws IOException {
        write("precision = \"high\"\nthreads = = 2\n");
        assertThat(Numerics.initial(environment())).hasToString("highest (default)");
        assertThat(settings().notices())
                .singleElement()
                .asString()
                .contains("mantissa.toml line 2, column", "No setting is taken from this file");
    }

    @Test
    void unknown_keys_and_lists_are_named_with_their_lines() throws IOException {
        write("precison = \"high\"\nengine = [\"vector\"]\n");
        assertThat(settings().notices())
                .hasSize(2)
                .anyMatch(n ->
                        n.contains("line 1: there is no flag 'precison'")
                                && n.contains("Did you mean 'precision'?"))
                .anyMatch(n -> n.contains("line 2: 'engine' is not used"));
    }

    @Test
    void without_a_file_there_is_nothing_and_no_complaint() {
        assertThat(environment().toml().entries()).isEmpty();
        assertThat(settings().notices()).isEmpty();
    }

    @Test
    void a_file_that_is_no_text_is_a_complaint() throws IOException {
        Files.write(folder.resolve("mantissa.toml"), new byte[] {(byte) 0xff, 1, (byte) 0xfe});
        assertThat(settings().notices()).singleElement().asString().contains("not UTF-8");
    }

    private List<String> problems() {
        return settings().value(Settings.PRECISION).problems();
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("mantissa.toml"), text);
    }

    private Environment environment() {
        return new Environment(name -> null, variables::get, folder);
    }

    private Settings settings() {
        return Settings.load(environment());
    }
}
