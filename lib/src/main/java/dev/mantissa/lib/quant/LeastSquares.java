package dev.mantissa.lib.quant;

import java.util.function.ToDoubleFunction;

/** The range of least squared error among narrower and narrower ones. */
final class LeastSquares extends RangeCalibration {
    private static final int STEPS = 80;

    /** Which end is moved: both by the same part first, then each by itself. */
    private enum End {
        BOTH,
        LOW,
        HIGH
    }

    private static final MinMax WHOLE = new MinMax();

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public String summary() {
        return "the range of each group is the one of least squared error";
    }

    @Override
    ValueRange range(float[] values, ToDoubleFunction<ValueRange> squaredError) {
        ValueRange whole = WHOLE.range(values, squaredError);
        ValueRange best = whole;
        for (End end : End.values()) {
            double least = squaredError.applyAsDouble(best);
            ValueRange from = best;
            for (int i = 1; i < STEPS; i++) {
                float part = 1 - (float) i / STEPS;
                ValueRange narrower =
                        new ValueRange(
                                end == End.HIGH ? from.low() : whole.low() * part,
                                end == End.LOW ? from.high() : whole.high() * part);
                double error = squaredError.applyAsDouble(narrower);
                if (error < least) {
                    least = error;
                    best = narrower;
                }
            }
        }
        return best;
    }
}
