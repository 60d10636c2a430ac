package dev.mantissa.lib.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
    private static final BigDecimal SMALLEST_16 = new BigDecimal("5.9604644775390625E-8");
    private static final BigDecimal NORMAL_16 = new BigDecimal("0.00006103515625");
    private static final BigDecimal LARGEST_16 = new BigDecimal(65504);
    private static final BigDecimal NORMAL_32 = BigDecimal.ONE.divide(BigDecimal.TWO.pow(126));

    @Test
    void values_at_the_borders_are_on_the_right_side() {
        ValueCounts counts =
                of(
                        0f,
                        -0f,
                        Float.NaN,
                        Float.POSITIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        Float.MIN_VALUE,
                        Float.MIN_NORMAL,
                        Math.nextDown(0x1p-24f),
                        0x1p-24f,
                        Math.nextDown(0x1p-14f),
                        -0x1p-14f,
                        65504f,
                        -Math.nextUp(65504f));
        assertThat(counts.count()).isEqualTo(13);
        assertThat(counts.zeros()).isEqualTo(2);
        assertThat(counts.nans()).isEqualTo(1);
        assertThat(counts.infinities()).isEqualTo(2);
        assertThat(counts.subnormals32()).isEqualTo(1);
        assertThat(counts.below16()).isEqualTo(3);
        assertThat(counts.subnormals16()).isEqualTo(2);
        assertThat(counts.beyond16()).isEqualTo(1);
        assertThat(counts.least()).isEqualTo(Float.MIN_VALUE);
        assertThat(counts.most()).isEqualTo(Math.nextUp(65504f));
        assertThat(counts.atExponent(-149)).isEqualTo(1);
        assertThat(counts.atExponent(-14)).isEqualTo(1);
        assertThat(counts.atExponent(15)).isEqualTo(2);
        assertThat(counts.atExponent(128)).isZero();
    }

    @Test
    void any_bits_are_counted_as_exact_arithmetic_counts_them() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        ValueCounts counts = of(values);
        long below = 0;
        long subnormal = 0;
        long beyond = 0;
        long tiny = 0;
        long[] exponents = new long[300];
        for (float value : values) {
            if (!Float.isFinite(value) || value == 0) {
                continue;
            }
            BigDecimal exact = new BigDecimal(value).abs();
            below += exact.compareTo(SMALLEST_16) < 0 ? 1 : 0;
            boolean lost = exact.compareTo(NORMAL_16) < 0 && exact.compareTo(SMALLEST_16) >= 0;
            subnormal += lost ? 1 : 0;
            beyond += exact.compareTo(LARGEST_16) > 0 ? 1 : 0;
            tiny += exact.compareTo(NORMAL_32) < 0 ? 1 : 0;
            int bits = exact.divide(new BigDecimal(Float.MIN_VALUE)).toBigInteger().bitLength();
            exponents[bits - 1]++;
        }
        assertThat(counts.below16()).isEqualTo(below);
        assertThat(counts.subnormals16()).isEqualTo(subnormal);
        assertThat(counts.beyond16()).isEqualTo(beyond);
        assertThat(counts.subnormals32()).isEqualTo(tiny);
        for (int e = ValueCounts.LOWEST; e <= ValueCounts.HIGHEST; e++) {
            assertThat(counts.atExponent(e)).isEqualTo(exponents[e - ValueCounts.LOWEST]);
        }
    }

    @Test
    void nothing_but_zeros_has_no_smallest_value() {
        assertThat(of(0f, 0f).least()).isZero();
        assertThat(of(0f, 0f).most()).isZero();
    }

    private static ValueCounts of(float... values) {
        return ValueCounts.of(MemorySegment.ofArray(values), values.length);
    }
}
