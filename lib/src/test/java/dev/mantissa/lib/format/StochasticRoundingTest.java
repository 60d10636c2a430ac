package dev.mantissa.lib.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StochasticRoundingTest {
    private static final int MANY = 1 << 18;

    static Stream<BinaryFormat> formats() {
        return Stream.of(
                        Tf32.FORMAT,
                        Bf16.FORMAT,
                        F16.FORMAT,
                        F8e4m3.FORMAT,
                        F8e5m2.UNSATURATED,
                        (BinaryFormat) BinaryFormat.of(2, 3),
                        (BinaryFormat) BinaryFormat.of(8, 12))
                .map(format -> format.with(Rounding.STOCHASTIC));
    }

    private static float[] anyBits(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return values;
    }

    /** Values that fall between two of the format: normal, subnormal, and close to either. */
    private static float[] between(BinaryFormat format) {
        float least = format.subnormalStep;
        return format.hasFullRange()
                ? new float[] {1.3f, -0.1f, 3e-30f, 1e-42f, 1 + 3e-7f}
                : new float[] {
                    1.3f, -0.7f, 0.3f * least, -1.75f * least, 0.999f * least, 1e-3f * least
                };
    }

    @ParameterizedTest
    @MethodSource("formats")
    void the_mean_is_the_value_itself(BinaryFormat format) {
        ValueTable oracle = RoundingTest.oracle(format.with(Rounding.TOWARD_ZERO));
        for (float value : between(format)) {
            double[] around = oracle.around(Math.abs((double) value));
            double chance = (Math.abs((double) value) - around[0]) / (around[1] - around[0]);
            float[] values = new float[MANY];
            Arrays.fill(values, value);
            format.round(values, 0, MANY);
            int up = 0;
            for (float rounded : values) {
                double magnitude = Math.abs((double) rounded);
                assertThat(magnitude).isIn(around[0], around[1]);
                up += magnitude == around[1] ? 1 : 0;
            }
            // A binomial count leaves six standard deviations once in 500 million tries.
            double deviation = Math.sqrt(MANY * chance * (1 - chance));
            assertThat(Math.abs(up - MANY * chance))
                    .as("%s of %s went up with a chance of %s: %d", format, value, chance, up)
                    .isLessThan(6 * deviation + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_result_is_a_neighbour_and_values_of_the_format_stay(BinaryFormat format) {
        ValueTable oracle = RoundingTest.oracle(format.with(Rounding.TOWARD_ZERO));
        float[] values = anyBits(MANY, 1);
        float[] rounded = values.clone();
        format.round(rounded, 0, MANY);
        for (int i = 0; i < MANY; i++) {
            double magnitude = Math.abs((double) values[i]);
            if (magnitude > format.maxFinite() || Float.isNaN(values[i])) {
                continue;
            }
            double[] around = oracle.around(magnitude);
            double result = Math.abs((double) rounded[i]);
            boolean beyond = around[0] == format.maxFinite();
            double above = beyond ? Math.abs(format.round(Float.POSITIVE_INFINITY)) : around[1];
            assertThat(result == around[0] || result == above)
                    .as("%s -> %s, between %s", values[i], rounded[i], Arrays.toString(around))
                    .isTrue();
            assertThat(Math.copySign(1, rounded[i])).isEqualTo(Math.copySign(1, values[i]));
            if (magnitude == around[0]) {
                assertThat(result).isEqualTo(magnitude);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void vectors_and_memory_give_what_one_value_after_the_other_gives(BinaryFormat format) {
        float[] values = anyBits(5_003, 2);
        float[] expected = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            expected[i] = format.round(values[i], i);
        }
        float[] array = values.clone();
        format.round(array, 0, array.length);
        assertThat(bits(array)).isEqualTo(bits(expected));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
            format.round(memory, memory, values.length);
            assertThat(bits(memory.toArray(ValueLayout.JAVA_FLOAT))).isEqualTo(bits(expected));
        }
        float[] later = new float[values.length + 3];
        MemorySegment target = MemorySegment.ofArray(later).asSlice(12);
        format.round(MemorySegment.ofArray(values), target, values.length);
        assertThat(bits(target.toArray(ValueLayout.JAVA_FLOAT))).isEqualTo(bits(expected));
    }

    @Test
    void pieces_by_any_number_of_threads_give_the_same() {
        BinaryFormat format = Bf16.FORMAT.stochastic(42);
        float[] whole = anyBits(100_000, 3);
        float[] pieces = whole.clone();
        format.round(whole, 0, whole.length);
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(piece -> format.round(pieces, piece * 100, 100));
        assertThat(bits(pieces)).isEqualTo(bits(whole));
    }

    @Test
    void a_seed_gives_the_same_again_and_another_one_something_else() {
        float[] values = new float[10_000];
        Arrays.fill(values, 1 + 0x1p-8f);
        float[] zero = rounded(Bf16.FORMAT.with(Rounding.STOCHASTIC), values);
        float[] seven = rounded(Bf16.FORMAT.stochastic(7), values);
        float[] other = rounded(Bf16.FORMAT.stochastic(7).forOtherOperand(), values);

        assertThat(rounded(Bf16.FORMAT.stochastic(7), values)).isEqualTo(seven);
        // Half of the places agree by chance: 5,000 with a standard deviation of 50.
        assertThat(agreeing(zero, seven)).isBetween(4_700, 5_300);
        assertThat(agreeing(seven, other)).isBetween(4_700, 5_300);
    }

    @Test
    void neighbouring_places_have_nothing_to_do_with_each_other() {
        float[] values = new float[100_000];
        Arrays.fill(values, 1 + 0x1p-8f);
        float[] rounded = rounded(Bf16.FORMAT.with(Rounding.STOCHASTIC), values);
        for (int apart : new int[] {1, 2, 3, 8, 64, 1024}) {
            float[] shifted = Arrays.copyOfRange(rounded, apart, 90_000 + apart);
            int same = agreeing(Arrays.copyOf(rounded, 90_000), shifted);
            // 45,000 with a standard deviation of 150.
            assertThat(same).as("%d apart", apart).isBetween(44_100, 45_900);
        }
    }

    private static float[] rounded(BinaryFormat format, float[] values) {
        float[] copy = values.clone();
        format.round(copy, 0, copy.length);
        return copy;
    }

    private static int agreeing(float[] a, float[] b) {
        return (int) IntStream.range(0, a.length).filter(i -> a[i] == b[i]).count();
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }
}
