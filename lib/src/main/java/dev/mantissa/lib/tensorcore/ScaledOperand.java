package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.format.ScaledFormat;

/**
 * Vectors along k, one after another, in blocks that have scales.
 *
 * @param elements [vectors, k]
 * @param scales [vectors, ⌈k / block⌉]
 */
public record ScaledOperand(
        ScaledFormat format, int vectors, int k, float[] elements, double[] scales) {

    /**
     * Vectors rounded to the format.
     *
     * @param values [vectors, k]; they are left as they are
     */
    public static ScaledOperand of(ScaledFormat format, float[] values, int vectors, int k) {
        float[] elements = values.clone();
        int blocks = Math.ceilDiv(k, format.block());
        double[] scales = new double[vectors * blocks];
        for (int i = 0; i < vectors; i++) {
            format.encode(elements, i * k, k, scales, i * blocks);
        }
        return new ScaledOperand(format, vectors, k, elements, scales);
    }

    /** The scale of the block that holds element {@code at} of a vector. */
    double scale(int vector, int at) {
        int block = format.block();
        return scales[vector * Math.ceilDiv(k, block) + at / block];
    }

    /** Its exponent; that of zero is -126. */
    static int exponent(double scale) {
        return scale == 0 ? Exponents.ZERO : Math.getExponent(scale);
    }
}
