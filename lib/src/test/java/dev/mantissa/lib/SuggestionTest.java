package dev.mantissa.lib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("highest", "high", "medium", "bf16", "f16");

    @ParameterizedTest
    @CsvSource({
        "hgih, high",
        "HIGHT, high",
        "higest, highest",
        "meduim, medium",
        "bf61, bf16",
        "fp16, f16"
    })
    void a_slip_finds_what_was_meant(String given, String meant) {
        assertThat(Suggestion.nearest(given, KNOWN)).contains(meant);
    }

    @Test
    void a_word_that_is_far_from_all_finds_nothing() {
        assertThat(Suggestion.nearest("quantum", KNOWN)).isEmpty();
        assertThat(Suggestion.hint("x", KNOWN)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "hgih, high, 1", "abc, abc, 0", "'', abc, 3"})
    void distance_counts_edits_and_swaps(String a, String b, int edits) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(edits);
        assertThat(Suggestion.distance(b, a)).isEqualTo(edits);
    }
}
