package dev.mantissa.magics.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.kernel.session.Completion.Candidate;
import dev.mantissa.lib.Environment;
import dev.mantissa.lib.Source;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionMagicTest {
    @TempDir Path folder;
    private final Numerics before = Numerics.notebook();
    private final Workbench bench = new Workbench();
    private PrecisionMagic magic;

    @BeforeEach
    void a_session_starts_with_the_defaults() {
        start(Map.of());
    }

    @AfterEach
    void the_settings_are_as_they_were() {
        Numerics.setNotebook(before);
    }

    @Test
    void a_mode_holds_for_the_notebook_and_is_logged_for_people_and_programs() throws Exception {
        String text = bench.run(magic, "%precision HIGH");
        assertThat(mode()).isEqualTo("high");
        assertThat(text)
                .startsWith("Set float32 matmul precision to 'high' -> tf32 operands, f32 sums")
                .contains("emulated", "\"resolved\":\"tf32\"", "\"source\":\"notebook\"");
    }

    @Test
    void a_typing_error_is_answered_with_four_facts_and_changes_nothing() throws Exception {
        bench.run(magic, "%precision medium");
        Numerics set = Numerics.notebook();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision hgih"))
                .withMessageContaining("%precision hgih: unknown precision 'hgih'")
                .withMessageContaining("Did you mean 'high'?")
                .withMessageContaining("Known: highest, high, medium")
                .withMessageContaining("Nothing was changed");
        assertThat(Numerics.notebook()).isSameAs(set);
    }

    @Test
    void a_policy_with_one_wrong_part_changes_nothing() {
        Numerics set = Numerics.notebook();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision *=bf16 atention=f32"))
                .withMessageStartingWith(
                        "%precision *=bf16 atention=f32: unknown selector 'atention'");
        assertThat(Numerics.notebook()).isSameAs(set);
    }

    @Test
    void an_entry_for_an_operation_that_no_mode_changes_is_refused() throws Exception {
        Numerics set = Numerics.notebook();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision op:matmull=f32 *=bf16"))
                .withMessageContaining("no operation of that name in ND4J. Did you mean 'matmul'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision op:relu=f32 *=bf16"))
                .withMessageContaining("no mode changes it");
        assertThat(Numerics.notebook()).isSameAs(set);
        bench.run(magic, "%precision op:Conv2D=f32 op:softmax=f32 *=bf16");
        assertThat(Numerics.notebook().policy().entries()).hasSize(3);
    }

    @Test
    void results_that_do_not_fit_their_storage_are_predicted_to_err_without_bound()
            throws Exception {
        assertThat(bench.run(magic, "%precision bf16 store=e3m4"))
                .contains("expected error infinite", "\"expected_error\":null");
        assertThat(bench.run(magic, "%precision")).contains("infinite");
    }

    @Test
    void commas_may_stand_between_the_words_of_a_policy() throws Exception {
        bench.run(magic, "%precision f16, store=f16, on=error");
        assertThat(Numerics.notebook().policy()).hasToString("f16 store=f16 on=error");
    }

    @Test
    void the_line_that_reports_a_change_says_how_results_are_stored() throws Exception {
        assertThat(bench.run(magic, "%precision f16 store=f16"))
                .contains("f16 operands, f32 sums, results stored as f16 (")
                .contains("expected error 3.6e-4");
    }

    @Test
    void the_table_names_the_default_as_source_at_first() throws Exception {
        assertThat(bench.run(magic, "%precision")).contains("highest", "native", "default");
    }

    @Test
    void the_table_names_the_environment_variable_as_source() throws Exception {
        start(Map.of("MANTISSA_PRECISION", "high"));
        assertThat(bench.run(magic, "%precision"))
                .contains("high", "tf32 operands", "MANTISSA_PRECISION");
    }

    @Test
    void the_table_names_the_line_of_dot_env_as_source() throws Exception {
        Files.writeString(folder.resolve(".env"), "# settings\nMANTISSA_PRECISION=medium\n");
        start(Map.of());
        assertThat(bench.run(magic, "%precision")).contains("bf16 operands", ".env line 2");
    }

    @Test
    void what_is_typed_wins_over_the_environment_and_reset_returns_to_it() throws Exception {
        start(Map.of("MANTISSA_PRECISION", "high"));
        bench.run(magic, "%precision bf16");
        assertThat(bench.run(magic, "%precision")).contains("bf16", "notebook");
        assertThat(bench.run(magic, "%precision reset")).contains("'high'", "MANTISSA_PRECISION");
        assertThat(mode()).isEqualTo("high");
    }

    @Test
    void reset_returns_to_what_the_command_line_asked_for_after_the_session_was_opened()
            throws Exception {
        Numerics.offerNotebook(Numerics.of("medium", Source.COMMAND_LINE));
        bench.run(magic, "%precision f32");
        assertThat(bench.run(magic, "%precision reset")).contains("'medium'", "command line");
        assertThat(mode()).isEqualTo("medium");
    }

    @Test
    void a_cell_has_its_own_precision_and_no_other_cell_sees_it() throws Exception {
        List<String> inside = new ArrayList<>();
        bench.code = text -> inside.add(Numerics.current().precision().name() + " for " + text);
        bench.run(magic, "%%precision bf16\na.matmul(b)");
        assertThat(inside).containsExactly("bf16 for a.matmul(b)");
        assertThat(mode()).isEqualTo("highest");
    }

    @Test
    void the_precision_of_a_cell_ends_with_it_after_an_error_too() {
        bench.code =
                text -> {
                    throw new IllegalStateException("boom");
                };
        assertThatThrownBy(() -> bench.run(magic, "%%precision bf16\nfail()")).hasMessage("boom");
        assertThat(mode()).isEqualTo("highest");
        assertThat(Numerics.current()).isSameAs(Numerics.notebook());
    }

    @Test
    void inside_such_a_cell_the_table_shows_both_settings() throws Exception {
        bench.code = this::value;
        bench.run(magic, "%%precision medium\n%precision");
        assertThat(bench.shown.text())
                .contains("bf16 operands", "cell")
                .contains("in force again after this cell: highest (source: default)");
    }

    @Test
    void push_and_pop_return_to_what_was() throws Exception {
        bench.run(magic, "%precision high");
        bench.run(magic, "%precision push medium");
        assertThat(mode()).isEqualTo("medium");
        bench.run(magic, "%precision pop");
        assertThat(mode()).isEqualTo("high");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision pop"))
                .withMessageContaining("nothing to return to")
                .withMessageContaining("still 'high'");
    }

    @Test
    void a_part_is_added_to_the_policy_and_shown_in_its_own_row() throws Exception {
        bench.run(magic, "%precision bf16");
        bench.run(magic, "%precision attention=f32");
        assertThat(bench.run(magic, "%precision").lines())
                .anyMatch(l -> l.startsWith("all (*)") && l.contains("bf16"))
                .anyMatch(l -> l.startsWith("attention") && l.contains("f32 operands"));
    }

    @Test
    void explain_draws_the_bits_and_names_range_and_epsilon() throws Exception {
        assertThat(bench.run(magic, "%precision explain f16"))
                .contains("S EEEEE MMMMMMMMMM", "65504", "9.77e-4", "infinity: out of range");
        assertThat(bench.run(magic, "%precision explain bf16"))
                .contains("S EEEEEEEE MMMMMMM\n", "3.39e38");
    }

    /** Facts of the formats, not of this program: bits and where hardware has them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f8e4m3 | S EEEE MMM | 0.015625 to 448 | H100, | OFP8",
                "f8e5m2 | S EEEEE MM | 6.10e-5 to 57344 | H100, | OFP8",
                "tf32x3 | S EEEEEEEE MMMMMMMMMM | 2 × tf32 each | A100, | 1904.06376",
                "mxfp4 | S EE M | 4 bits | B200 | Microscaling",
                "nvfp4 | S EE M | one for each 16 values | B200 | block scaling",
                "int8 | scale | row of the left operand and column | T4, | 1.1",
                "ternary | scale | one for each column of the right operand | none of the | 5.1",
                "f8e4m3@h100:p128 | S EEEE MMM | 32 terms at a time, each cut 13 bits | into f32 every 128 | 2511.10909"
            })
    void explain_says_what_is_so_of_formats_splits_blocks_and_tensor_cores(
            String mode, String bits, String fact, String gpus, String source) throws Exception {
        String text = bench.run(magic, "%precision explain " + mode).replaceAll("\\s+", " ");
        assertThat(text).contains(bits, fact, gpus, source);
    }

    @Test
    void every_mode_explains_its_operands_sums_and_error() throws Exception {
        for (Precision mode : Precisions.all()) {
            assertThat(bench.run(magic, "%precision explain " + mode.name()))
                    .as(mode.name())
                    .contains(mode.name() + ": ", "operands ", "sums ", "predicted error");
        }
    }

    @Test
    void an_emulation_that_there_is_not_is_told_with_the_line_in_front() {
        for (String line :
                List.of("explain tf32@v100", "sweep 8 bf16@t4", "bf16@t4", "f8e4m3@a100")) {
            Numerics set = Numerics.notebook();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bench.run(magic, "%precision " + line))
                    .withMessageStartingWith("%precision " + line + ": ")
                    .withMessageContaining("tensor cores do not multiply");
            assertThat(Numerics.notebook()).isSameAs(set);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "4097", "10000", "99999999999999999999"})
    void a_size_that_is_out_of_range_is_told_as_such(String size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision sweep " + size))
                .withMessageContaining("allowed is 1 to 4096");
    }

    @Test
    void a_rule_for_what_the_device_lacks_is_added_and_shown() throws Exception {
        bench.run(magic, "%precision attention=bf16");
        assertThat(bench.run(magic, "%precision on=fallback"))
                .contains("'*=highest attention=bf16 on=fallback'");
        assertThat(bench.run(magic, "%precision").lines())
                .anyMatch(l -> l.startsWith("attention") && l.contains("raised"));
        assertThat(bench.run(magic, "%precision bf16 on=error"))
                .contains("-> an error: no instructions for bf16 (cpu, error, expected error none")
                .contains("\"how\":\"error\"", "\"expected_error\":null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision bf16 on=falback"))
                .withMessageContaining("unknown rule 'falback'")
                .withMessageContaining("Did you mean 'fallback'? Known: fallback, error, emulate");
    }

    @Test
    void explain_says_how_a_mode_rounds() throws Exception {
        assertThat(bench.run(magic, "%precision explain tf32"))
                .contains("to nearest, ties away from zero", "rounding changes a number");
        assertThat(bench.run(magic, "%precision explain tf32:rz"))
                .contains("toward zero", "7.7", "0.1 becomes");
        assertThat(bench.run(magic, "%precision explain bf16:sr7")).contains("at random");
    }

    @Test
    void a_way_of_rounding_is_typed_after_the_mode() throws Exception {
        bench.run(magic, "%precision tf32:RZ");
        assertThat(mode()).isEqualTo("tf32:rz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.run(magic, "%precision nvfp4:rz"))
                .withMessageContaining("one way of rounding only");
        assertThat(mode()).isEqualTo("tf32:rz");
    }

    @Test
    void completion_offers_modes_presets_commands_and_modes_of_a_part() {
        assertThat(words("")).contains("high", "bf16", "balanced", "explain");
        assertThat(words("hi")).containsExactly("highest", "high");
        assertThat(words("attention=f3")).containsExactly("attention=f32", "attention=f32seq");
        assertThat(words("explain bf")).startsWith("bf16").contains("bf16x6");
    }

    private List<String> words(String arguments) {
        return magic.complete(arguments, bench).stream().map(Candidate::text).toList();
    }

    private Object value(String text) {
        try {
            return bench.value(magic, text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(Map<String, String> variables) {
        Numerics.setNotebook(
                Numerics.initial(new Environment(name -> null, variables::get, folder)));
        magic = new PrecisionMagic();
    }

    private static String mode() {
        return Numerics.notebook().precision().name();
    }
}
