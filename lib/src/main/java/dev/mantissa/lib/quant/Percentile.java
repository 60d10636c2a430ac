package dev.mantissa.lib.quant;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The range that holds 99.9 % of the values: a few large ones are cut off. */
final class Percentile extends RangeCalibration {
    /** Of the values, at each end. */
    private static final double OUTSIDE = 0.0005;

    @Override
    public String name() {
        return "percentile";
    }

    @Override
    public String summary() {
        return "the range of each group holds 99.9 % of its weights; needs groups of a row or the tensor";
    }

    @Override
    ValueRange range(float[] values, ToDoubleFunction<ValueRange> squaredError) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double left = OUTSIDE * (sorted.length - 1);
        return new ValueRange(at(sorted, left), at(sorted, sorted.length - 1 - left));
    }

    /** Between two values by linear interpolation, so that few values have percentiles too. */
    private static float at(float[] sorted, double place) {
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]));
    }
}
