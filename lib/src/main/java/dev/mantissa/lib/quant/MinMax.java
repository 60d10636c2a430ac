package dev.mantissa.lib.quant;

import java.util.function.ToDoubleFunction;

/** The range from the least to the largest value: nothing is cut off. */
final class MinMax extends RangeCalibration {
    @Override
    public String name() {
        return "minmax";
    }

    @Override
    public String summary() {
        return "the range of each group goes from its least to its largest weight";
    }

    @Override
    ValueRange range(float[] values, ToDoubleFunction<ValueRange> squaredError) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return new ValueRange(low, high);
    }
}
