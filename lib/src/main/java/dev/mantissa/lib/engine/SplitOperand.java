package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Splitting;

/**
 * The parts of an operand: its values rounded, what that leaves rounded again, and so on.
 * Infinities and NaN are in the first part alone, and count in its product with the first part of
 * the other operand alone: 0 · infinity would make NaN of what f32 gives as infinity.
 *
 * <p>Values that rounding would turn into infinity are cut off instead, at the largest value of the
 * format, and so are their further parts: together they stay below the value that they stand for.
 */
final class SplitOperand {
    private final float[][] parts;
    private final float[] finite;

    private SplitOperand(float[][] parts) {
        this.parts = parts;
        this.finite = finite(parts[0]);
    }

    /** Values rounded already, as one part. */
    static SplitOperand whole(float[] rounded) {
        return new SplitOperand(new float[][] {rounded});
    }

    static SplitOperand of(float[] values, Splitting splitting) {
        float[][] parts = new float[splitting.parts()][];
        float[] rest = values;
        for (int part = 0; part < parts.length; part++) {
            parts[part] = rounded(rest, values, splitting.part());
            if (part + 1 < parts.length) {
                float[] left = new float[rest.length];
                for (int i = 0; i < left.length; i++) {
                    left[i] = Float.isFinite(values[i]) ? rest[i] - parts[part][i] : 0;
                }
                rest = left;
            }
        }
        return new SplitOperand(parts);
    }

    private static float[] rounded(float[] rest, float[] values, NumberFormat format) {
        float[] rounded = rest.clone();
        format.round(rounded, 0, rounded.length);
        float largest = (float) format.largest();
        for (int i = 0; i < rounded.length; i++) {
            if (Math.abs(values[i]) > largest && Float.isFinite(values[i])) {
                rounded[i] = towardsZero(rest[i], largest, format);
            }
        }
        return rounded;
    }

    private static float towardsZero(float value, float largest, NumberFormat format) {
        int dropped = -1 << (23 - format.mantissaBits());
        float cut = Float.intBitsToFloat(Float.floatToRawIntBits(value) & dropped);
        return Math.clamp(cut, -largest, largest);
    }

    private static float[] finite(float[] values) {
        float[] finite = values;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                finite = finite == values ? values.clone() : finite;
                finite[i] = 0;
            }
        }
        return finite;
    }

    /**
     * One part, row by row.
     *
     * @param other the part of the other operand that it is multiplied with
     */
    float[] part(int part, int other) {
        return part == 0 && other > 0 ? finite : parts[part];
    }

    /** The same, column by column. */
    SplitOperand transposed(int rows, int cols) {
        float[][] turned = new float[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            turned[i] = ComposedProduct.transposed(parts[i], rows, cols);
        }
        return new SplitOperand(turned);
    }
}
