package dev.mantissa.lib.tensorcore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.MxFormat;
import dev.mantissa.lib.format.NvFp4;
import dev.mantissa.lib.format.ScaledFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScaledProductTest {
    private static final int MANY = 1_000_000;

    static Stream<ScaledFormat> formats() {
        return Generation.BLACKWELL.scaledFormats().stream();
    }

    /** Where vectors and sums come from. */
    private enum Choice {
        NORMAL {
            @Override
            float value(SplittableRandom random) {
                return (float) random.nextGaussian();
            }
        },
        /** Any bit pattern of a moderate exponent; at times zeros, infinity and NaN. */
        WIDE {
            @Override
            float value(SplittableRandom random) {
                float any = Float.intBitsToFloat(random.nextInt());
                boolean large = !(Math.abs(any) < 0x1p100f);
                return large && random.nextInt(200) != 0 ? random.nextFloat() : any;
            }
        },
        /** Every bit pattern there is. */
        ANY {
            @Override
            float value(SplittableRandom random) {
                return random.nextInt(3) == 0
                        ? 0
                        : Float.intBitsToFloat(
                                random.nextInt(0x7f80_0000) | random.nextInt() << 31);
            }
        },
        /**
         * Near the ends of f32: scales of which some are the least there is, sums that overflow.
         */
        ENDS {
            @Override
            float value(SplittableRandom random) {
                float large = random.nextBoolean() ? 0x1p63f : 0x1p-70f;
                return large * (float) random.nextGaussian();
            }
        },
        SUBNORMAL {
            @Override
            float value(SplittableRandom random) {
                return Float.intBitsToFloat(random.nextInt(1 << 24)) * (random.nextInt(3) - 1);
            }
        },
        /** Blocks of zeros, and sums that cancel. */
        CANCELLING {
            @Override
            float value(SplittableRandom random) {
                return random.nextInt(3) - 1;
            }
        };

        abstract float value(SplittableRandom random);

        float[] values(SplittableRandom random, int count) {
            float[] values = new float[count];
            for (int i = 0; i < count; i += 8) {
                boolean zeros = random.nextInt(5) == 0;
                for (int j = i; j < Math.min(i + 8, count); j++) {
                    values[j] = zeros ? 0 : value(random);
                }
            }
            return values;
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_bit_is_that_of_the_definition(ScaledFormat format) {
        compare(format, 3_000, 1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    @EnabledIfSystemProperty(
            named = "mantissa.exhaustive",
            matches = "true",
            disabledReason = "not run: a million outputs each, by -Dmantissa.exhaustive=true")
    void a_million_outputs_are_those_of_the_definition(ScaledFormat format) {
        compare(format, MANY / Choice.values().length + 1, 2);
    }

    private static void compare(ScaledFormat format, int outputs, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GroupSum sum = Generation.BLACKWELL.sum(format);
        for (Choice choice : Choice.values()) {
            for (int done = 0; done < outputs; ) {
                int m = random.nextInt(1, 40);
                int n = random.nextInt(1, random.nextInt(4) == 0 ? 200 : 30);
                int k = random.nextInt(1, 4 * sum.terms());
                int promote = random.nextInt(3) == 0 ? sum.terms() * random.nextInt(1, 3) : 0;
                compare(sum, format, choice, m, n, k, promote, random);
                done += m * n;
            }
        }
    }

    private static void compare(
            GroupSum sum,
            ScaledFormat format,
            Choice choice,
            int m,
            int n,
            int k,
            int promote,
            SplittableRandom random) {
        ScaledOperand a = ScaledOperand.of(format, choice.values(random, m * k), m, k);
        ScaledOperand b = ScaledOperand.of(format, choice.values(random, n * k), n, k);
        float[] start = choice.values(random, m * n);
        float[] c = start.clone();
        ScaledProduct.multiply(sum, a, b, c, promote);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float from = start[i * n + j];
                float expected = expected(sum, from, a, i, b, j, promote);
                int was = Float.floatToRawIntBits(c[i * n + j]);
                if (was != Float.floatToRawIntBits(expected)) {
                    throw new AssertionError(
                            "%s %s [%d,%d,%d] promote %d at (%d, %d), from %s: expected %s, was %s"
                                    .formatted(
                                            format,
                                            choice,
                                            m,
                                            n,
                                            k,
                                            promote,
                                            i,
                                            j,
                                            from,
                                            expected,
                                            c[i * n + j]));
                }
            }
        }
    }

    private static float expected(
            GroupSum sum, float c, ScaledOperand a, int i, ScaledOperand b, int j, int promote) {
        if (promote == 0) {
            return ExactGroupSum.dot(sum, c, a, i, b, j, a.k());
        }
        float promoted = ExactGroupSum.dot(sum, 0, a, i, b, j, promote);
        if (promote < a.k()) {
            return ExactGroupSum.dot(sum, c, a, i, b, j, promote);
        }
        float all = c + promoted;
        return Float.isNaN(all) ? SumFormat.F32.nan() : all;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void elements_times_scales_are_the_rounded_values(ScaledFormat format) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = Choice.NORMAL.values(random, 1_000);
        float[] rounded = values.clone();
        format.round(rounded, 0, 1_000);
        ScaledOperand operand = ScaledOperand.of(format, values, 1, 1_000);
        for (int i = 0; i < 1_000; i++) {
            double value = operand.elements()[i] * operand.scale(0, i);
            assertThat((float) value).isEqualTo(rounded[i]);
        }
    }

    /** By hand: what is below the 35th fraction bit of the largest scale exponent is cut off. */
    @Test
    void small_groups_beside_a_large_scale_are_cut_off() {
        // Scales 1 and, in the second block, 2^-18 or 2^-21 on both sides.
        float[] row = new float[64];
        row[0] = 6;
        row[1] = 4;
        row[32] = Math.scalb(4f, -18);
        float[] column = new float[64];
        column[0] = 4;
        column[1] = -6;
        column[32] = Math.scalb(4f, -18);
        // The first block cancels, but its scales decide: 2^-32 is kept, 2^-38 is not.
        assertThat(dot(row, column)).isEqualTo(0x1p-32f);
        row[32] = Math.scalb(0.5f, -18);
        column[32] = Math.scalb(0.5f, -18);
        assertThat(dot(row, column)).isZero();
    }

    private static float dot(float[] row, float[] column) {
        ScaledOperand a = ScaledOperand.of(MxFormat.FP4, row, 1, 64);
        ScaledOperand b = ScaledOperand.of(MxFormat.FP4, column, 1, 64);
        float[] c = new float[1];
        ScaledProduct.multiply(Generation.BLACKWELL.sum(MxFormat.FP4), a, b, c, 0);
        return c[0];
    }

    @Test
    void what_does_not_fit_is_named() {
        ScaledOperand a = ScaledOperand.of(MxFormat.FP4, new float[64], 1, 64);
        ScaledOperand b = ScaledOperand.of(NvFp4.FORMAT, new float[64], 1, 64);
        GroupSum sum = Generation.BLACKWELL.sum(MxFormat.FP4);
        assertThatThrownBy(() -> ScaledProduct.multiply(sum, a, b, new float[1], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("mxfp4", "nvfp4", "must be the same");
        assertThatThrownBy(() -> ScaledProduct.multiply(sum, a, a, new float[1], 32))
                .hasMessageContaining("multiple of the 64 terms");
        assertThatThrownBy(() -> Generation.HOPPER.sum(NvFp4.FORMAT))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("hopper", "do not multiply nvfp4", "blackwell");
    }
}
