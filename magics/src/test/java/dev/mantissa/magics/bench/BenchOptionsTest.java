package dev.mantissa.magics.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.settings.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {
    @Test
    void without_arguments_it_is_the_standard_product() {
        BenchOptions options = BenchOptions.parse("", "");

        assertThat(options.sizes()).containsExactly(64, 256, 1024);
        assertThat(options.modes())
                .extracting(Precision::name)
                .containsExactly("highest", "high", "medium");
        assertThat(options.code()).isEmpty();
        assertThat(options.budget()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void without_a_budget_that_of_the_settings_holds() {
        assertThat(BenchOptions.parse("a + b", "").budget())
                .isEqualTo(Settings.load().benchBudget());
    }

    @Test
    void options_may_stand_before_and_behind_the_expression() {
        BenchOptions options = BenchOptions.parse("-p bf16,f16 a.matmul(b) --budget=1.5s", "");

        assertThat(options.code()).isEqualTo("a.matmul(b)");
        assertThat(options.modes()).extracting(Precision::name).containsExactly("bf16", "f16");
        assertThat(options.budget()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void minus_signs_of_the_expression_are_left_alone() {
        assertThat(BenchOptions.parse("-x + y - n", "").code()).isEqualTo("-x + y - n");
        assertThat(BenchOptions.parse("a-n", "").code()).isEqualTo("a-n");
    }

    @Test
    void the_body_of_a_cell_is_the_code() {
        assertThat(BenchOptions.parse("--budget 2s", "int i = 1;\ni + 1").code())
                .isEqualTo("int i = 1;\ni + 1");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2m,120000", "3,3000", "1min,60000"})
    void budgets_have_units(String text, long millis) {
        assertThat(BenchOptions.parse("--budget " + text, "").budget())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n 0",
                "-n 64,x",
                "-n 99999",
                "-p hgih",
                "--budget soon",
                "--budget 0s",
                "--seed one",
                "--budgt 5s",
                "-n",
                "-n 64 a.matmul(b)"
            })
    void a_mistake_is_told_with_a_line_that_works(String text) {
        assertThatThrownBy(() -> BenchOptions.parse(text, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Usage: %bench");
    }

    @Test
    void a_mode_with_a_slip_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> BenchOptions.parse("-p hgih", ""))
                .hasMessageContaining("Did you mean 'high'?");
    }
}
