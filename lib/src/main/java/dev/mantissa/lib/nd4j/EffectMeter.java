package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.bench.Bench;
import dev.mantissa.lib.bench.BenchCase;
import dev.mantissa.lib.bench.CaseResult;
import dev.mantissa.lib.bench.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Measures a {@link QuantizationEffect} in the precision mode in force. */
final class EffectMeter {
    private static final int MOST_TIMES = 5;

    /** Of both sides: what a statement needs, and as many for warming up. */
    private static final int ROUNDS = 25;

    private final @Nullable INDArray labels;
    private final List<Lane> lanes = new ArrayList<>();

    /** One side: its outputs, and how it is run once more. */
    private record Lane(BenchCase bench, INDArray[] outputs) {}

    private final Duration time;

    private EffectMeter(Object data, Duration time) {
        labels = labels(data);
        this.time = time;
    }

    /**
     * Both sides.
     *
     * @param own the weights with which {@code before} runs
     * @param data inputs, perhaps with labels
     * @param time to measure for; up to five times as long where runs are slow
     */
    static QuantizationEffect of(
            NetworkRun before, OwnWeights own, NetworkRun after, Object data, Duration time) {
        EffectMeter meter = new EffectMeter(data, time);
        meter.add("before", before, own);
        meter.add("after", after, OwnWeights.NONE);
        return meter.measure();
    }

    /** Where there is nothing to compare with. */
    static QuantizationEffect of(NetworkRun after, Object data, Duration time) {
        EffectMeter meter = new EffectMeter(data, time);
        meter.add("after", after, OwnWeights.NONE);
        return meter.measure();
    }

    private void add(String name, NetworkRun run, OwnWeights own) {
        INDArray[] outputs =
                NetworkRun.first(() -> NetworkRun.unchecked(() -> own.during(run::outputs)));
        BenchCase bench =
                new BenchCase("", name, Map.of(), Double.NaN, run::outputs, null, own::during);
        lanes.add(new Lane(bench, outputs));
    }

    private QuantizationEffect measure() {
        List<BenchCase> cases = lanes.stream().map(Lane::bench).toList();
        List<CaseResult> times =
                NetworkRun.unchecked(() ->
                        new Bench(Protocol.within(enough()))
                                .run("quantised", cases, progress -> {})
                                .cases());
        INDArray[] after = lanes.getLast().outputs();
        long examples = after[0].size(0);
        var packed = new QuantizationEffect.Side(accuracy(after[0]), times.getLast());
        if (lanes.size() == 1) {
            return new QuantizationEffect(examples, null, packed, Double.NaN, Double.NaN);
        }
        INDArray[] before = lanes.getFirst().outputs();
        return new QuantizationEffect(
                examples,
                new QuantizationEffect.Side(accuracy(before[0]), times.getFirst()),
                packed,
                error(after, before),
                agreement(answers(after[0]), answers(before[0])));
    }

    /** Enough for slow networks too, if it can be. */
    private Duration enough() throws Exception {
        long start = System.nanoTime();
        for (Lane lane : lanes) {
            lane.bench().body().call();
        }
        long wanted = ROUNDS * (System.nanoTime() - start);
        return Duration.ofNanos(Math.clamp(wanted, time.toNanos(), MOST_TIMES * time.toNanos()));
    }

    private static double error(INDArray[] after, INDArray[] before) {
        return ErrorReport.of(
                        NetworkRun.concatenated(after).asFloat(),
                        NetworkRun.concatenated(before).asDouble(),
                        Double.POSITIVE_INFINITY)
                .relativeFrobenius();
    }

    private double accuracy(INDArray outputs) {
        return labels != null && labels.equalShapes(outputs)
                ? agreement(answers(outputs), answers(labels))
                : Double.NaN;
    }

    private static double agreement(int @Nullable [] some, int @Nullable [] others) {
        if (some == null || others == null) {
            return Double.NaN;
        }
        long same = IntStream.range(0, some.length).filter(i -> some[i] == others[i]).count();
        return (double) same / some.length;
    }

    /**
     * The largest of each row's outputs; null where a row has one alone, or outputs are no rows.
     */
    private static int @Nullable [] answers(INDArray outputs) {
        return outputs.rank() == 2 && outputs.size(1) > 1 ? outputs.argMax(1).toIntVector() : null;
    }

    /** The classes that the batch names; null if it names none. */
    private static @Nullable INDArray labels(Object data) {
        INDArray labels =
                switch (data) {
                    case DataSet set -> set.getLabels();
                    case MultiDataSet set -> set.getLabels() == null ? null : set.getLabels(0);
                    default -> null;
                };
        return labels != null && isOneHot(labels) ? labels : null;
    }

    private static boolean isOneHot(INDArray labels) {
        return labels.rank() == 2
                && Arrays.stream(labels.sum(1).toDoubleVector()).allMatch(sum -> sum == 1)
                && Arrays.stream(labels.max(1).toDoubleVector()).allMatch(most -> most == 1);
    }
}
