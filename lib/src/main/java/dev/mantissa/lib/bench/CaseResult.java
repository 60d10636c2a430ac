package dev.mantissa.lib.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one case. All times are of one execution, in nanoseconds.
 *
 * @param accuracy null where none could be measured
 * @param repetitions executions in each sample
 * @param warmUpNanos samples before the times settled
 * @param sampleNanos the raw samples in the order they were taken
 * @param against the baseline of its group; null for the baseline itself and where there is none
 * @param drift of the samples
 * @param allocatedBytes by one execution on its own thread; -1 if unknown
 * @param note why something is missing, for a person; may be empty
 */
public record CaseResult(
        String group,
        String name,
        Map<String, Object> parameters,
        double flops,
        @Nullable Accuracy accuracy,
        int repetitions,
        double[] warmUpNanos,
        double[] sampleNanos,
        double medianNanos,
        Interval interval,
        double madNanos,
        Statistics.Outliers outliers,
        Drift drift,
        @Nullable Comparison against,
        long allocatedBytes,
        Verdict verdict,
        String note) {

    /** Billions of floating-point operations per second, from the median; NaN if unknown. */
    public double gflops() {
        return flops / medianNanos;
    }

    /** Of {@link #gflops()}. */
    public Interval gflopsInterval() {
        return new Interval(flops / interval.high(), flops / interval.low());
    }

    /** Executions per second, from the median. */
    public double perSecond() {
        return 1e9 / medianNanos;
    }

    /** Relative error against the reference; NaN if it was not measured. */
    public double error() {
        return accuracy == null ? Double.NaN : accuracy.error().relativeFrobenius();
    }

    /** Predicted relative error; NaN without a prediction. */
    public double expectedError() {
        return accuracy == null ? Double.NaN : accuracy.expected();
    }
}
