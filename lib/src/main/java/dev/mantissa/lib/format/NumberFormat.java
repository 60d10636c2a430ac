package dev.mantissa.lib.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A binary floating-point format, as the set of values that f32 values are rounded to. */
public interface NumberFormat {
    /** Lower-case name: "tf32". */
    String name();

    int exponentBits();

    /** Explicitly stored bits of the significand. */
    int mantissaBits();

    /** The document that defines it; "" where there is none but this library's. */
    default String definedIn() {
        return "";
    }

    /** The nearest value of this format, by the format's own rule for ties, overflow and NaN. */
    float round(float value);

    /**
     * Rounds {@code count} f32 values; {@code from} and {@code to} may be the same memory, but must
     * not overlap otherwise.
     */
    default void round(MemorySegment from, MemorySegment to, long count) {
        for (long i = 0; i < count; i++) {
            to.setAtIndex(
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    i,
                    round(from.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i)));
        }
    }

    /** Rounds {@code count} values of an array from index {@code from}, in place. */
    default void round(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = round(values[i]);
        }
    }

    /**
     * How many values, along the dimension that a product sums over, share a scale: 1 if each
     * stands alone, 0 if the whole vector shares one. Where it is not 1, arrays are rounded block
     * by block from their first value on.
     */
    default int block() {
        return 1;
    }

    /** Largest finite value; by default that of a format of the IEEE kind. */
    default double largest() {
        int bias = (1 << (exponentBits() - 1)) - 1;
        return Math.scalb(2 - Math.scalb(1.0, -mantissaBits()), bias);
    }

    /** True if every f32 value is a value of this format: rounding changes nothing. */
    default boolean roundsNothing() {
        return exponentBits() >= 8 && mantissaBits() >= 23;
    }

    /** Largest relative error of one rounding to nearest: 2^-(mantissa bits + 1). */
    default double unitRoundoff() {
        return Math.scalb(1.0, -mantissaBits() - 1);
    }
}
