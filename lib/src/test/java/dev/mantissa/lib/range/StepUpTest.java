package dev.mantissa.lib.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepUpTest {
    @ParameterizedTest
    @CsvSource({
        "f16, tf32 f32 f64",
        "f16acc16, f16 tf32 f32 f64",
        "bf16, tf32 f32 f64",
        "f8e4m3, bf16 tf32 f32 f64",
        "tf32, f32 f64",
        "f32, f64",
        "bf16x9, f64",
        "f64, "
    })
    void the_next_mode_is_more_accurate_and_has_no_smaller_range(String mode, String above) {
        List<String> names =
                StepUp.above(Precisions.of(mode)).stream().map(Precision::name).toList();
        assertThat(String.join(" ", names)).isEqualTo(above == null ? "" : above);
    }

    static List<Precision> modes() {
        return Precisions.all();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void every_mode_but_f64_ends_in_f64(Precision mode) {
        List<Precision> above = StepUp.above(mode);
        if (!mode.name().equals("f64")) {
            assertThat(above.getLast().name()).isEqualTo("f64");
        }
    }

    @Test
    void the_steps_are_in_order() {
        assertThat(StepUp.above(Precisions.of("int1"))).doesNotHaveDuplicates();
    }
}
