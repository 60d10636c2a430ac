package dev.mantissa.lib.quant;

/**
 * A range that is cut into evenly spaced levels; what lies outside becomes its nearer end.
 *
 * @param low the first level
 * @param high the last one
 */
public record ValueRange(float low, float high) {
    /** The value that one becomes with 2^bits levels, ties upwards. */
    public float round(float value, int bits) {
        int steps = (1 << bits) - 1;
        double step = ((double) high - low) / steps;
        if (step == 0) {
            return low;
        }
        double code = Math.clamp(Math.floor((value - (double) low) / step + 0.5), 0, steps);
        return (float) (low + code * step);
    }

    /** Sum of squares of what values lose with 2^bits levels. */
    public double squaredError(float[] values, int bits) {
        double sum = 0;
        for (float value : values) {
            double lost = (double) value - round(value, bits);
            sum += lost * lost;
        }
        return sum;
    }
}
