package dev.mantissa.lib.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of values, against those of the JDK. */
class BitPatternTest {
    private static long joined(BitPattern p) {
        return Long.parseUnsignedLong(p.toString().replace(" ", ""), 2);
    }

    @Test
    void f16_agrees_with_the_jdk_on_all_of_its_codes() {
        for (int code = 0; code < 1 << 16; code++) {
            float value = Float.float16ToFloat((short) code);
            if (!Float.isNaN(value)) {
                assertThat(joined(BitPattern.of(F16.FORMAT, value))).isEqualTo(code);
            }
        }
    }

    @Test
    void f32_and_f64_and_bf16_agree_with_the_jdk() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            int bits = random.nextInt();
            float value = Float.intBitsToFloat(bits);
            if (Float.isNaN(value)) {
                continue;
            }
            assertThat(joined(BitPattern.of(F32.FORMAT, value)))
                    .isEqualTo(Integer.toUnsignedLong(bits));
            float short16 = Float.intBitsToFloat(bits & 0xffff_0000);
            assertThat(joined(BitPattern.of(Bf16.FORMAT, short16)))
                    .isEqualTo((bits >>> 16) & 0xffff);
            long wide = random.nextLong();
            double number = Double.longBitsToDouble(wide);
            if (!Double.isNaN(number)) {
                assertThat(joined(BitPattern.of(F64.FORMAT, number))).isEqualTo(wide);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0, -0.0, 0.1, -1, 1.5, 65504, 6e-8, 1e-40, Float.MAX_VALUE, Float.MIN_VALUE})
    void a_finite_value_is_its_significand_times_its_power_of_two(double value) {
        BitPattern p = BitPattern.of(F32.FORMAT, value);

        double sign = p.negative() ? -1 : 1;
        assertThat(sign * Math.scalb(p.significand(), p.exponent())).isEqualTo((float) value);
        assertThat(p.value()).isEqualTo((float) value);
    }

    @Test
    void a_tenth_in_f32() {
        BitPattern p = BitPattern.of(F32.FORMAT, 0.1);

        assertThat(p).hasToString("0 01111011 10011001100110011001101");
        assertThat(p.bias()).isEqualTo(127);
        assertThat(p.exponent()).isEqualTo(-4);
        assertThat(p.isSubnormal()).isFalse();
    }

    @Test
    void infinity_and_nan_have_all_exponent_bits_set() {
        assertThat(BitPattern.of(F16.FORMAT, 1e9)).hasToString("0 11111 0000000000");
        assertThat(BitPattern.of(F16.FORMAT, -1e9)).hasToString("1 11111 0000000000");
        assertThat(BitPattern.of(Bf16.FORMAT, Double.NaN)).hasToString("0 11111111 1000000");
    }

    /** OCP 8-bit Floating Point Specification: the top exponent holds numbers but for one code. */
    @Test
    void nan_of_e4m3_is_not_a_number_of_it() {
        assertThat(BitPattern.of(F8e4m3.FORMAT, Double.NaN)).hasToString("0 1111 111");
        assertThat(BitPattern.of(F8e4m3.FORMAT, 384)).hasToString("0 1111 100");
        assertThat(BitPattern.of(F8e5m2.FORMAT, Double.NaN)).hasToString("0 11111 10");
    }

    @Test
    void a_small_format_has_its_bits_too() {
        assertThat(BitPattern.of(BinaryFormat.of(4, 3), 0.1)).hasToString("0 0011 101");
    }
}
