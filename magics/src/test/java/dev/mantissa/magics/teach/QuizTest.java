package dev.mantissa.magics.teach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.magics.teach.Verdict.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuizTest {
    private static final @Nullable Double NOT_YET = null;

    private static String html(Verdict verdict) {
        return String.valueOf(verdict.toBundle().data().get(MimeBundle.HTML));
    }

    @Test
    void without_a_prediction_the_answer_is_folded_away_and_not_in_the_text() {
        Verdict verdict = Quiz.check("How many?", NOT_YET, 31744);

        assertThat(verdict.outcome()).isEqualTo(Outcome.OPEN);
        assertThat(verdict).asString().startsWith("How many?\n").contains("null");
        assertThat(verdict).asString().doesNotContain("31,744");
        assertThat(verdict.toBundle().plain()).isEqualTo(verdict.toString());
        assertThat(html(verdict))
                .containsPattern("<details><summary>[^<]+</summary>31,744</details>");
    }

    @Test
    void an_exact_answer_is_right() {
        Verdict verdict = Quiz.check("How many?", 23, 23);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RIGHT);
        assertThat(verdict.sentence()).isEqualTo("Right: 23.");
        assertThat(html(verdict)).doesNotContain("details");
    }

    @Test
    void within_the_tolerance_both_figures_are_told() {
        assertThat(Quiz.check("q", 0.3, 0.2886751, 0.1).sentence())
                .isEqualTo("Right: you said 0.3, it is 0.2887.");
        assertThat(Quiz.check("q", 0.33, 0.2886751, 0.1).outcome()).isEqualTo(Outcome.OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 2, 8 times too large",
        "2, 16, 8 times too small",
        "1.1, 1, 10 % too large",
        "90, 100, 10 too small (10 %)",
        "3, 2, 1 too large (50 %)",
        "16777216, 16777217, 1 too small (6e-6 %)",
        "0, 3, off by 3",
        "-3, 3, off by 6",
        "1e-10, 1.2e-7, '1,200 times too small'",
    })
    void a_miss_is_measured(double said, double is, String miss) {
        Verdict verdict = Quiz.check("q", said, is);

        assertThat(verdict.outcome()).isEqualTo(Outcome.OFF);
        assertThat(verdict.miss()).isEqualTo(miss);
        assertThat(verdict.sentence()).contains("You said ", ", " + miss + ". It is ");
    }

    @Test
    void infinity_and_nan_can_be_predicted() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(Quiz.check("q", infinity, infinity).outcome()).isEqualTo(Outcome.RIGHT);
        assertThat(Quiz.check("q", 65504, infinity).sentence())
                .isEqualTo("You said 65,504. It is ∞.");
        assertThat(Quiz.check("q", Double.NaN, Double.NaN).outcome()).isEqualTo(Outcome.RIGHT);
        assertThat(Quiz.check("q", Double.NaN, 1).outcome()).isEqualTo(Outcome.OFF);
    }

    @Test
    void words_and_yes_or_no_can_be_predicted() {
        assertThat(Quiz.check("q", " BF16", "bf16").outcome()).isEqualTo(Outcome.RIGHT);
        assertThat(Quiz.check("q", "f16", "bf16").sentence())
                .isEqualTo("You said f16. It is bf16.");
        assertThat(Quiz.check("q", " ", "bf16").outcome()).isEqualTo(Outcome.OPEN);
        assertThat(Quiz.check("q", false, true).sentence()).isEqualTo("You said no. It is yes.");
        assertThat(Quiz.check("q", (Boolean) null, true).outcome()).isEqualTo(Outcome.OPEN);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.1, 0.1",
        "65504, '65,504'",
        "16777217, '16,777,217'",
        "1.1920928955078125e-7, 1.192093e-7",
        "5.9604644775390625e-8, 5.960464e-8",
        "1e-10, 1e-10",
        "3.4028234663852886e38, 3.402823e38",
    })
    void figures_are_short(double value, String text) {
        assertThat(Miss.figure(value)).isEqualTo(text);
    }

    @Test
    void what_is_shown_is_text() {
        Verdict verdict = Quiz.check("<b>q</b>", "<i>x</i>", "<u>y</u>");

        assertThat(html(verdict)).doesNotContain("<b>q", "<i>", "<u>");
        assertThat(html(verdict)).contains("&lt;b&gt;q", "&lt;i&gt;", "&lt;u&gt;");
    }
}
