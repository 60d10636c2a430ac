package dev.mantissa.lib.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a result of the samples of a case. */
record Summary(Protocol protocol, double overheadNanos, long resolutionNanos) {
    /** Work must take so many times what measuring takes, and what the clock shows. */
    private static final double LEAST_TIMES_OVERHEAD = 3;

    private static final long LEAST_CLOCK_STEPS = 100;

    /** A half-width above this, at the end of the budget, is noise. */
    private static final double NOISY = 0.05;

    CaseResult of(Lane lane, Lane baseline, boolean settled) {
        double[] samples = lane.samples();
        double median = Statistics.median(samples);
        Interval interval = protocol.bootstrap().median(samples);
        Drift drift = Drift.of(samples);
        Verdict verdict = verdict(lane, median, interval, drift);
        return new CaseResult(
                lane.bench.group(),
                lane.bench.name(),
                lane.bench.parameters(),
                lane.bench.flops(),
                lane.accuracy,
                lane.repetitions,
                lane.warmUps(),
                samples,
                median,
                interval,
                Statistics.mad(samples),
                Statistics.outliers(samples),
                drift,
                comparison(lane, baseline),
                lane.allocatedBytes,
                verdict,
                note(lane, verdict, drift, settled));
    }

    private @Nullable Comparison comparison(Lane lane, Lane baseline) {
        return lane == baseline || lane.wrong() || baseline.wrong()
                ? null
                : Comparison.of(lane.samples(), baseline.samples(), protocol.bootstrap());
    }

    private Verdict verdict(Lane lane, double median, Interval interval, Drift drift) {
        if (lane.wrong()) {
            return Verdict.WRONG;
        }
        if (lane.count() < protocol.leastSamples()) {
            return Verdict.TOO_FEW;
        }
        if (median < LEAST_TIMES_OVERHEAD * overheadNanos
                || median * lane.repetitions < LEAST_CLOCK_STEPS * resolutionNanos) {
            return Verdict.TOO_SHORT;
        }
        if (drift.shown()) {
            return Verdict.DRIFTING;
        }
        return interval.halfWidth(median) > NOISY ? Verdict.NOISY : Verdict.STEADY;
    }

    private static String wrong(Lane lane) {
        return lane.accuracy != null && lane.accuracy.error().mismatches() > 0
                ? "%d values are NaN or infinite where the reference's are not: not timed"
                        .formatted(lane.accuracy.error().mismatches())
                : "relative error beyond its tolerance: not timed";
    }

    private String note(Lane lane, Verdict verdict, Drift drift, boolean settled) {
        return switch (verdict) {
            case WRONG -> wrong(lane);
            case TOO_FEW ->
                    "%d sample%s, a statement needs %d: raise the budget"
                            .formatted(
                                    lane.count(),
                                    lane.count() == 1 ? "" : "s",
                                    protocol.leastSamples());
            case TOO_SHORT ->
                    String.format(
                            Locale.ROOT,
                            "calling it takes %.1f ns itself: do more work in one execution",
                            overheadNanos);
            case DRIFTING ->
                    String.format(
                            Locale.ROOT,
                            "times change by %+.0f %% after sample %d",
                            100 * drift.change(),
                            drift.at());
            case NOISY -> "the interval is wide: raise the budget or quieten the machine";
            case STEADY -> settled ? "" : "warm-up had not settled when its share was spent";
        };
    }
}
