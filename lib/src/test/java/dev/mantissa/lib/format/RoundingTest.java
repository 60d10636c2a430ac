package dev.mantissa.lib.format;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundingTest {
    static Stream<BinaryFormat> formats() {
        List<BinaryFormat> odd =
                List.of(
                        (BinaryFormat) BinaryFormat.of(4, 3),
                        (BinaryFormat) BinaryFormat.of(2, 1),
                        (BinaryFormat) BinaryFormat.of(6, 9),
                        (BinaryFormat) BinaryFormat.of(8, 1));
        return Stream.of(
                        List.of(Tf32.FORMAT, Tf32.TRUNCATED, Bf16.FORMAT, F16.FORMAT),
                        odd,
                        FULL.keySet(),
                        inOtherWays())
                .flatMap(Collection::stream);
    }

    private static List<BinaryFormat> inOtherWays() {
        return Stream.of(Rounding.TOWARD_ZERO, Rounding.NEAREST_AWAY)
                .flatMap(rounding ->
                        Stream.of(
                                        F16.FORMAT,
                                        Bf16.FORMAT,
                                        F8e4m3.FORMAT,
                                        F8e4m3.UNSATURATED,
                                        F8e5m2.FORMAT,
                                        E2m1.FORMAT,
                                        (BinaryFormat) BinaryFormat.of(6, 9),
                                        (BinaryFormat) BinaryFormat.of(7, 12))
                                .map(format -> format.with(rounding)))
                .toList();
    }

    /** Formats whose top exponent holds numbers, or that saturate: as the OCP defines them. */
    private static final Map<BinaryFormat, Full> FULL =
            Map.of(
                    F8e4m3.FORMAT, new Full(127, 448),
                    F8e4m3.UNSATURATED, new Full(127, Double.NaN),
                    F8e5m2.FORMAT, new Full(124, 57_344),
                    F8e5m2.UNSATURATED, new Full(124, Double.POSITIVE_INFINITY),
                    E2m1.FORMAT, new Full(8, 6));

    /** How many values such a format has, and what is beyond them. */
    private record Full(int count, double beyond) {}

    @ParameterizedTest
    @MethodSource("formats")
    void every_value_stays_itself(BinaryFormat format) {
        for (double value : oracle(format).values()) {
            float x = (float) value;
            assertSame(format, x, x);
            assertSame(format, -x, -x);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void midpoints_and_their_neighbours_round_as_the_table_says(BinaryFormat format) {
        ValueTable oracle = oracle(format);
        double[] values = oracle.values();
        for (int i = 0; i < values.length; i++) {
            double above = i + 1 < values.length ? values[i + 1] : 2 * values[i] - values[i - 1];
            float middle = (float) (values[i] / 2 + above / 2);
            for (float x : new float[] {Math.nextDown(middle), middle, Math.nextUp(middle)}) {
                assertSame(format, x, oracle.round(x));
                assertSame(format, -x, oracle.round(-x));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void four_million_bit_patterns_round_as_the_table_says(BinaryFormat format) {
        ValueTable oracle = oracle(format);
        for (long bits = 0; bits < 1L << 32; bits += 1021) {
            float x = Float.intBitsToFloat((int) bits);
            assertSame(format, x, oracle.round(x));
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    @EnabledIfSystemProperty(
            named = "mantissa.exhaustive",
            matches = "true",
            disabledReason = "not run: all 2^32 floats, by -Dmantissa.exhaustive=true")
    void all_floats_round_as_the_table_says(BinaryFormat format) {
        ValueTable oracle = oracle(format);
        long wrong =
                IntStream.range(0, 1 << 12)
                        .mapToLong(block -> mismatches(format, oracle, (long) block << 20))
                        .sum();
        assertThat(wrong).isZero();
    }

    /** Also checks vector rounding: of memory in every other block, of an array in the rest. */
    private static long mismatches(BinaryFormat format, ValueTable oracle, long first) {
        ValueTable.Walk walk = oracle.new Walk();
        long wrong = 0;
        float[] block = new float[1 << 20];
        MemorySegment memory = MemorySegment.ofArray(block);
        for (int i = 0; i < block.length; i++) {
            memory.setAtIndex(JAVA_INT_UNALIGNED, i, (int) (first + i));
        }
        if (first % (2 << 20) == 0) {
            format.round(memory, memory, block.length);
        } else {
            format.round(block, 0, block.length);
        }
        for (int i = 0; i < block.length; i++) {
            float x = Float.intBitsToFloat((int) (first + i));
            float expected = walk.round(x);
            wrong += same(format.round(x), expected) && same(block[i], expected) ? 0 : 1;
        }
        return wrong;
    }

    @ParameterizedTest
    @MethodSource("formats")
    void nan_stays_a_quiet_nan_of_the_format_with_its_sign(BinaryFormat format) {
        int dropped = (1 << (23 - format.mantissaBits())) - 1;
        for (int nan : new int[] {0x7fffffff, 0x7f800001, 0xffffffff, 0xff800001, 0x7fc00000}) {
            int bits = Float.floatToRawIntBits(format.round(Float.intBitsToFloat(nan)));
            assertThat(bits & 0x7fc00000).isEqualTo(0x7fc00000);
            assertThat(bits & dropped).isZero();
            assertThat(bits >>> 31).isEqualTo(nan >>> 31);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void zeros_and_infinities_keep_their_sign(BinaryFormat format) {
        for (float x : new float[] {0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertSame(format, x, oracle(format).round(x));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "65504, 65504",
        "65519.996, 65504",
        "65520, Infinity",
        "-65520, -Infinity",
        "1e30, Infinity",
        "5.9604645e-8, 5.9604645e-8",
        "2.9802322e-8, 0",
        "2.9802326e-8, 5.9604645e-8",
        "6.1005e-5, 6.097555e-5"
    })
    void f16_has_the_limits_of_ieee_754(float given, float expected) {
        assertSame(F16.FORMAT, given, expected);
    }

    @Test
    void f16_agrees_with_the_jdk_on_every_half_and_every_midpoint() {
        for (int code = 0; code < 0x7c00; code++) {
            float value = Float.float16ToFloat((short) code);
            float middle = value / 2 + Float.float16ToFloat((short) (code + 1)) / 2;
            for (float x : new float[] {value, middle, Math.nextUp(middle), -middle}) {
                if (Float.isFinite(x)) {
                    float expected = Float.float16ToFloat(Float.floatToFloat16(x));
                    assertSame(F16.FORMAT, x, expected);
                }
            }
        }
    }

    @Test
    void truncated_tf32_never_overflows() {
        assertSame(Tf32.TRUNCATED, Float.MAX_VALUE, Tf32.TRUNCATED.maxFinite());
        assertSame(Tf32.FORMAT, Float.MAX_VALUE, Float.POSITIVE_INFINITY);
    }

    static ValueTable oracle(BinaryFormat format) {
        int e = format.exponentBits();
        int m = format.mantissaBits();
        Full full = FULL.get(format.base());
        return full == null
                ? new ValueTable(e, m, format.rounding())
                : new ValueTable(e, m, format.rounding(), full.count(), full.beyond());
    }

    private static void assertSame(BinaryFormat format, float x, float expected) {
        float got = format.round(x);
        if (!same(got, expected)) {
            throw new AssertionError(
                    "%s.round(%s = 0x%08x): expected %s, was %s"
                            .formatted(format, x, Float.floatToRawIntBits(x), expected, got));
        }
    }

    /** Bit for bit, except that all NaN are one. */
    private static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }
}
