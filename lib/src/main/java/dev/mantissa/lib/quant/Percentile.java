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
        int left = (int) (OUTSIDE * sorted.length);
        return new ValueRange(sorted[left], sorted[sorted.length - 1 - left]);
    }
}
