package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import java.lang.foreign.MemorySegment;

/** Rounds packed operands, while they are in the nearest cache. */
final class Rounding {
    private Rounding() {}

    /** Whether rounding f32 values to the format changes none. */
    static boolean keepsF32(NumberFormat format) {
        return format.mantissaBits() >= 23 && format.exponentBits() >= 8;
    }

    /** Rounds {@code count} values of an array from {@code from}, in place. */
    static void inPlace(NumberFormat format, float[] values, int from, int count) {
        if (!keepsF32(format)) {
            MemorySegment slice =
                    MemorySegment.ofArray(values)
                            .asSlice((long) from * Float.BYTES, (long) count * Float.BYTES);
            format.round(slice, slice, count);
        }
    }
}
