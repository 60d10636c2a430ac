package dev.mantissa.lib.range;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * What kinds of values f32 elements are.
 *
 * @param count of elements
 * @param subnormals32 not zero and below 2^-126
 * @param subnormals16 not zero, below f16's smallest normal value 2^-14, and 2^-24 or more
 * @param below16 not zero and below f16's smallest value 2^-24
 * @param beyond16 finite and beyond f16's largest value 65,504
 * @param least smallest magnitude that is not zero; 0 if there is none
 * @param most largest finite magnitude
 * @param exponents how many values have a magnitude from 2^e on and below 2^(e+1), for e from
 *     {@value #LOWEST} on
 */
public record ValueCounts(
        long count,
        long nans,
        long infinities,
        long zeros,
        long subnormals32,
        long subnormals16,
        long below16,
        long beyond16,
        float least,
        float most,
        long[] exponents) {
    /** The exponent of the smallest f32 value. */
    public static final int LOWEST = -149;

    /** The exponent of the largest f32 value. */
    public static final int HIGHEST = 127;

    private static final float SMALLEST_16 = 0x1p-24f;
    private static final float SMALLEST_NORMAL_16 = 0x1p-14f;
    private static final float LARGEST_16 = 65504f;

    /** Of {@code count} f32 elements. */
    public static ValueCounts of(MemorySegment values, long count) {
        long nans = 0;
        long infinities = 0;
        long zeros = 0;
        long subnormals32 = 0;
        long subnormals16 = 0;
        long below16 = 0;
        long beyond16 = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = 0;
        long[] exponents = new long[HIGHEST - LOWEST + 1];
        for (long i = 0; i < count; i++) {
            float value = Math.abs(Float.intBitsToFloat(values.getAtIndex(JAVA_INT_UNALIGNED, i)));
            if (Float.isNaN(value)) {
                nans++;
            } else if (Float.isInfinite(value)) {
                infinities++;
            } else if (value == 0) {
                zeros++;
            } else {
                subnormals32 += value < Float.MIN_NORMAL ? 1 : 0;
                subnormals16 += value < SMALLEST_NORMAL_16 && value >= SMALLEST_16 ? 1 : 0;
                below16 += value < SMALLEST_16 ? 1 : 0;
                beyond16 += value > LARGEST_16 ? 1 : 0;
                least = Math.min(least, value);
                most = Math.max(most, value);
                exponents[exponent(value) - LOWEST]++;
            }
        }
        return new ValueCounts(
                count,
                nans,
                infinities,
                zeros,
                subnormals32,
                subnormals16,
                below16,
                beyond16,
                Float.isInfinite(least) ? 0 : least,
                most,
                exponents);
    }

    /** Floor of the binary logarithm, of subnormal values too. */
    private static int exponent(float magnitude) {
        return Math.getExponent((double) magnitude);
    }

    /** How many values have a magnitude from 2^e on and below 2^(e+1). */
    public long atExponent(int e) {
        return e < LOWEST || e > HIGHEST ? 0 : exponents[e - LOWEST];
    }
}
