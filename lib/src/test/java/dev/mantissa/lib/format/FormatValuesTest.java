package dev.mantissa.lib.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What formats hold, against values computed from the definition and against the JDK. */
class FormatValuesTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "3, 2", "4, 3", "5, 2", "5, 10", "8, 7"})
    void the_values_are_those_of_the_definition(int exponentBits, int mantissaBits) {
        NumberFormat format = BinaryFormat.of(exponentBits, mantissaBits);
        double[] expected =
                new ValueTable(exponentBits, mantissaBits, Rounding.NEAREST_EVEN).values();

        assertThat(FormatValues.of(format).nonNegative()).containsExactly(expected);
    }

    @Test
    void f32_and_f64_reach_as_far_as_in_java() {
        FormatValues f32 = FormatValues.of(F32.FORMAT);
        assertThat(f32.smallest()).isEqualTo(Float.MIN_VALUE);
        assertThat(f32.smallestNormal()).isEqualTo(Float.MIN_NORMAL);
        assertThat(f32.largest()).isEqualTo(Float.MAX_VALUE);
        assertThat(f32.epsilon()).isEqualTo(Math.ulp(1f));
        FormatValues f64 = FormatValues.of(F64.FORMAT);
        assertThat(f64.smallest()).isEqualTo(Double.MIN_VALUE);
        assertThat(f64.smallestNormal()).isEqualTo(Double.MIN_NORMAL);
        assertThat(f64.largest()).isEqualTo(Double.MAX_VALUE);
        assertThat(f64.epsilon()).isEqualTo(Math.ulp(1.0));
    }

    @Test
    void gaps_of_f32_are_the_ulps_of_java() {
        FormatValues f32 = FormatValues.of(F32.FORMAT);
        for (float v : new float[] {0, 1e-44f, 1e-38f, 0.1f, 1, 3, 16777216, 1e38f, -5}) {
            assertThat(f32.gap(v)).isEqualTo(Math.ulp(v));
        }
    }

    @Test
    void tf32_and_bf16_have_the_range_of_f32_with_fewer_bits() {
        assertThat(FormatValues.of(Tf32.FORMAT).smallestNormal()).isEqualTo(Float.MIN_NORMAL);
        assertThat(FormatValues.of(Tf32.FORMAT).largest()).isEqualTo(Math.scalb(2 - 0x1p-10, 127));
        assertThat(FormatValues.of(Bf16.FORMAT).largest()).isEqualTo(Math.scalb(2 - 0x1p-7, 127));
        assertThat(FormatValues.of(F16.FORMAT).largest()).isEqualTo(65504);
    }

    @Test
    void both_signs_are_listed_with_one_zero() {
        assertThat(FormatValues.of(BinaryFormat.of(2, 1)).all())
                .containsExactly(-3, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 3);
    }

    @Test
    void it_asks_the_format_where_its_values_end() {
        assertThat(FormatValues.of(new Saturating()).largest()).isEqualTo(6);
        assertThat(FormatValues.of(new Saturating()).nonNegative())
                .containsExactly(0, 0.5, 1, 1.5, 2, 3, 4, 6);
    }

    @Test
    void formats_with_too_many_values_say_so() {
        assertThatThrownBy(() -> FormatValues.of(F32.FORMAT).nonNegative())
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("f32", "too many", "e5m10");
    }

    /** Four bits without infinity: what is too large becomes the largest value. */
    private static final class Saturating implements NumberFormat {
        private static final float[] VALUES = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6};

        @Override
        public String name() {
            return "saturating";
        }

        @Override
        public int exponentBits() {
            return 2;
        }

        @Override
        public int mantissaBits() {
            return 1;
        }

        @Override
        public float round(float value) {
            float nearest = 0;
            for (float v : VALUES) {
                nearest = Math.abs(v - value) < Math.abs(nearest - value) ? v : nearest;
            }
            return nearest;
        }
    }
}
