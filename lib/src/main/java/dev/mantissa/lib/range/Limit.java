package dev.mantissa.lib.range;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.mantissa.lib.format.NumberFormat;
import java.lang.foreign.MemorySegment;

/** The largest finite value of a narrow format, and what lies beyond it. */
final class Limit {
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int INFINITE = 0x7f800000;

    private final int largest;
    private final int overflow;

    Limit(NumberFormat format) {
        double most = format.largest();
        double halfUlp = Math.scalb(1.0, Math.getExponent(most) - format.mantissaBits() - 1);
        largest = Float.floatToRawIntBits((float) most);
        overflow = Float.floatToRawIntBits((float) (most + halfUlp));
    }

    /**
     * Finite f32 values of so large a magnitude that rounding to nearest has no finite value for
     * them: from the largest one and half a unit in the last place on, 65,520 in f16.
     */
    long count(MemorySegment values, long count) {
        long beyond = 0;
        for (long i = 0; i < count; i++) {
            int magnitude = values.getAtIndex(JAVA_INT_UNALIGNED, i) & MAGNITUDE;
            beyond += magnitude >= overflow && magnitude < INFINITE ? 1 : 0;
        }
        return beyond;
    }

    /**
     * Gives values beyond the largest one, infinities too, that magnitude; NaN stays.
     *
     * @return how many were infinite or would be in the format
     */
    long clamp(MemorySegment values, long count) {
        long clamped = 0;
        for (long i = 0; i < count; i++) {
            int bits = values.getAtIndex(JAVA_INT_UNALIGNED, i);
            int magnitude = bits & MAGNITUDE;
            if (magnitude > largest && magnitude <= INFINITE) {
                values.setAtIndex(JAVA_INT_UNALIGNED, i, largest | bits & ~MAGNITUDE);
                clamped += magnitude >= overflow ? 1 : 0;
            }
        }
        return clamped;
    }

    /** How many f32 values are infinite. */
    static long infinite(MemorySegment values, long count) {
        long infinite = 0;
        for (long i = 0; i < count; i++) {
            int magnitude = values.getAtIndex(JAVA_INT_UNALIGNED, i) & MAGNITUDE;
            infinite += magnitude == INFINITE ? 1 : 0;
        }
        return infinite;
    }

    /** True if every f32 value is finite. */
    static boolean finite(MemorySegment values, long count) {
        int largest = 0;
        for (long i = 0; i < count; i++) {
            int magnitude = values.getAtIndex(JAVA_INT_UNALIGNED, i) & MAGNITUDE;
            largest = Math.max(largest, magnitude);
        }
        return largest < INFINITE;
    }
}
