package dev.mantissa.lib.quant;

import java.util.function.ToDoubleFunction;

/** The range of least squared error among narrower and narrower ones. */
final class LeastSquares extends RangeCalibration {
    private static final int STEPS = 80;

    /**
     * Which end is moved: both towards zero by the same part first, then each by itself, then each
     * on into the range.
     */
    private enum Move {
        BOTH,
        LOW,
        HIGH,
        LOW_IN,
        HIGH_IN;

        ValueRange narrower(ValueRange from, ValueRange whole, float part) {
            float across = part * (from.high() - from.low());
            return switch (this) {
                case BOTH -> new ValueRange(whole.low() * part, whole.high() * part);
                case LOW -> new ValueRange(whole.low() * part, from.high());
                case HIGH -> new ValueRange(from.low(), whole.high() * part);
                case LOW_IN -> new ValueRange(from.high() - across, from.high());
                case HIGH_IN -> new ValueRange(from.low(), from.low() + across);
            };
        }

        boolean towardsZero() {
            return ordinal() <= HIGH.ordinal();
        }
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
        boolean aroundZero = whole.low() <= 0 && whole.high() >= 0;
        for (Move move : Move.values()) {
            if (move.towardsZero() && !aroundZero) {
                continue; // it would make the range wider
            }
            double least = squaredError.applyAsDouble(best);
            ValueRange from = best;
            for (int i = 1; i < STEPS; i++) {
                float part = 1 - (float) i / STEPS;
                ValueRange narrower = move.narrower(from, whole, part);
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
