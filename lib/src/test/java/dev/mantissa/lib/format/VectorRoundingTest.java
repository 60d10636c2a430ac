package dev.mantissa.lib.format;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorRoundingTest {
    private static final int[] LENGTHS = {0, 1, 3, 4, 7, 8, 13, 15, 16, 17, 31, 33, 100, 4098};
    private static final int[] SPECIALS = {
        0,
        0x80000000,
        1,
        0x80000001,
        0x007fffff,
        0x00800000,
        0x7f7fffff,
        0x7f800000,
        0xff800000,
        0x7f800001,
        0x7fffffff,
        0xffffffff,
        0x477fefff,
        0x477ff000,
        0x33000000,
        0x33000001,
        0x387fffff
    };

    static Stream<BinaryFormat> formats() {
        return RoundingTest.formats();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void every_length_on_the_heap_equals_the_scalar_rounding(BinaryFormat format) {
        for (int length : LENGTHS) {
            MemorySegment from = MemorySegment.ofArray(patterns(length));
            MemorySegment to = MemorySegment.ofArray(new float[length + 3]).asSlice(8);
            to.setAtIndex(JAVA_FLOAT_UNALIGNED, length, 7f);
            format.round(from, to, length);
            assertEqualsScalar(format, from, to, length);
            assertThat(to.getAtIndex(JAVA_FLOAT_UNALIGNED, length)).isEqualTo(7f);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void unaligned_native_memory_equals_the_scalar_rounding(BinaryFormat format) {
        try (Arena arena = Arena.ofConfined()) {
            for (int length : LENGTHS) {
                MemorySegment from = arena.allocate(4L * length + 1).asSlice(1);
                from.copyFrom(MemorySegment.ofArray(patterns(length)));
                MemorySegment to = arena.allocate(4L * length + 3).asSlice(3);
                format.round(from, to, length);
                assertEqualsScalar(format, from, to, length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void rounding_in_place_is_allowed(BinaryFormat format) {
        MemorySegment original = MemorySegment.ofArray(patterns(1000));
        MemorySegment data = MemorySegment.ofArray(new float[1000]).copyFrom(original);
        format.round(data, data, 1000);
        assertEqualsScalar(format, original, data, 1000);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void a_stretch_of_an_array_is_rounded_and_nothing_beside_it(BinaryFormat format) {
        for (int length : LENGTHS) {
            float[] values = new float[length + 5];
            MemorySegment memory = MemorySegment.ofArray(values);
            MemorySegment original = MemorySegment.ofArray(patterns(length));
            MemorySegment.copy(original, 0, memory, 3 * Float.BYTES, length * Float.BYTES);
            values[2] = 0.1f;
            values[length + 3] = 0.1f;
            format.round(values, 3, length);
            assertEqualsScalar(format, original, memory.asSlice(3 * Float.BYTES), length);
            assertThat(values[2]).isEqualTo(0.1f);
            assertThat(values[length + 3]).isEqualTo(0.1f);
        }
    }

    @Test
    void f32_and_f64_copy() {
        for (NumberFormat format : new NumberFormat[] {F32.FORMAT, F64.FORMAT}) {
            MemorySegment from = MemorySegment.ofArray(patterns(37));
            MemorySegment to = MemorySegment.ofArray(new float[37]);
            format.round(from, to, 37);
            assertThat(from.mismatch(to)).isEqualTo(-1);
        }
    }

    private static int[] patterns(int length) {
        SplittableRandom random = new SplittableRandom(11);
        int[] bits = new int[length];
        for (int i = 0; i < length; i++) {
            bits[i] = i < SPECIALS.length ? SPECIALS[i] : random.nextInt();
        }
        return bits;
    }

    private static void assertEqualsScalar(
            NumberFormat format, MemorySegment from, MemorySegment to, int length) {
        for (int i = 0; i < length; i++) {
            float x = from.getAtIndex(JAVA_FLOAT_UNALIGNED, i);
            assertThat(to.getAtIndex(JAVA_INT_UNALIGNED, i))
                    .as("%s.round(0x%08x)", format, Float.floatToRawIntBits(x))
                    .isEqualTo(Float.floatToRawIntBits(format.round(x)));
        }
    }
}
