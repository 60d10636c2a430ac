package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import java.lang.foreign.MemorySegment;

/** Rounds packed operands, while they are in the nearest cache. */
final class OperandRounding {
    private OperandRounding() {}

    /** Rounds {@code count} values of an array from {@code from}, in place. */
    static void inPlace(NumberFormat format, float[] values, int from, int count) {
        if (!format.roundsNothing()) {
            MemorySegment slice =
                    MemorySegment.ofArray(values)
                            .asSlice((long) from * Float.BYTES, (long) count * Float.BYTES);
            format.round(slice, slice, count);
        }
    }
}
