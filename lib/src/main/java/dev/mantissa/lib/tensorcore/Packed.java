package dev.mantissa.lib.tensorcore;

import java.util.Arrays;

/**
 * Part of an operand, a run of k that has been filled up to whole blocks: values, and beside them
 * their exponents. What fills up is zero and has an exponent that decides nothing.
 */
record Packed(float[] values, int[] exponents) {

    static Packed of(int length) {
        return new Packed(new float[length], new int[length]);
    }

    /** Copies {@code count} values that lie side by side. */
    void put(float[] from, int at, int count, int to, int minExponent) {
        System.arraycopy(from, at, values, to, count);
        for (int i = to; i < to + count; i++) {
            exponents[i] = Exponents.of(values[i], minExponent);
        }
    }

    /** The same, with exponents that are known already. */
    void put(float[] from, int[] exponentsOf, int at, int count, int to) {
        System.arraycopy(from, at, values, to, count);
        System.arraycopy(exponentsOf, at, exponents, to, count);
    }

    /** Makes zeros of that exponent. */
    void fill(int from, int to, int exponent) {
        Arrays.fill(values, from, to, 0);
        Arrays.fill(exponents, from, to, exponent);
    }
}
