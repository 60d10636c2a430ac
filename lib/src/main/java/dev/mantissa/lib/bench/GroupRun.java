package dev.mantissa.lib.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Measures the cases of one group side by side: checks them, warms them up, then samples them in
 * passes, each pass in the reverse order of the one before it (A B B A), every pair of passes in a
 * new order. So whatever slows the machine for a while meets all cases alike.
 */
final class GroupRun {
    private static final double GROWTH = 1.4;
    private static final long CLOCK_STEPS = 1000;

    /** For so long the compiler must have had nothing to do before times are believed. */
    private static final long QUIET_NANOS = 500_000_000;

    /** What the compiler may work in that time all the same. */
    private static final long QUIET_MILLIS = 20;

    private static final long MOST_SAMPLE_NANOS = 20_000_000;

    private final Protocol protocol;
    private final Ticker ticker;
    private final Sampler sampler;
    private final Allocation allocation = new Allocation();
    private final Progress.Listener listener;
    private final List<Lane> lanes;
    private final List<Lane> timed = new ArrayList<>();
    private final String name;
    private final long start;
    private final long budgetNanos;
    private boolean settled;
    private long leastSampleNanos;

    GroupRun(
            List<BenchCase> cases,
            Protocol protocol,
            long budgetNanos,
            Ticker ticker,
            Progress.Listener listener) {
        this.protocol = protocol;
        this.ticker = ticker;
        this.sampler = new Sampler(ticker);
        this.listener = listener;
        this.lanes = cases.stream().map(Lane::new).toList();
        this.name = cases.getFirst().group();
        this.budgetNanos = budgetNanos;
        this.start = ticker.nanos();
    }

    List<CaseResult> run() throws Exception {
        for (Lane lane : lanes) {
            tell("checking " + lane.bench.name());
            if (lane.bench.check() != null) {
                lane.accuracy = lane.bench.check().call();
            }
            if (!lane.wrong()) {
                timed.add(lane);
            }
        }
        if (!timed.isEmpty()) {
            prepare();
            warmUp();
            sample();
        }
        double overhead = timed.isEmpty() ? 0 : sampler.overheadNanos();
        Summary summary = new Summary(protocol, overhead, ticker.resolutionNanos());
        Lane baseline = lanes.getFirst();
        return lanes.stream().map(lane -> summary.of(lane, baseline, settled)).toList();
    }

    private void prepare() throws Exception {
        long perSample = budgetNanos / (60L * timed.size());
        leastSampleNanos =
                Math.clamp(
                        Math.min(perSample, protocol.leastSampleNanos()),
                        Math.max(1, CLOCK_STEPS * ticker.resolutionNanos()),
                        MOST_SAMPLE_NANOS);
        for (Lane lane : timed) {
            tell("getting ready, " + lane.bench.name());
            lane.repetitions = sampler.repetitions(lane.bench, leastSampleNanos);
            lane.allocatedBytes = allocation.of(lane.bench);
        }
    }

    /**
     * The compiler makes work quicker after a while, on a busy machine much later: times are
     * believed when it is quiet. The repetitions are then counted anew.
     */
    private void warmUp() throws Exception {
        long end = start + (long) (budgetNanos * protocol.warmUpShare());
        long quiet = Math.min((end - start) / 2, QUIET_NANOS);
        long quietSince = ticker.nanos();
        long compiled = ticker.compilationMillis();
        while (ticker.nanos() < end && !(settled && ticker.nanos() - quietSince >= quiet)) {
            tell("warming up");
            long round = ticker.nanos();
            for (Lane lane : timed) {
                lane.addWarmUp(sampler.sample(lane.bench, lane.repetitions));
            }
            long now = ticker.nanos();
            if (ticker.compilationMillis() - compiled > QUIET_MILLIS) {
                compiled = ticker.compilationMillis();
                quietSince = now;
            }
            settled = timed.stream().allMatch(Lane::settled);
            if (now + (protocol.leastSamples() + 1L) * (now - round) > start + budgetNanos) {
                break; // slow work: what is left of the budget is needed for the samples
            }
        }
        for (Lane lane : timed) {
            double[] seen = lane.warmUps();
            if (seen.length > 0) {
                double wanted = leastSampleNanos / Math.max(1e-3, seen[seen.length - 1]);
                lane.repetitions = Math.max(lane.repetitions, (int) Math.min(1 << 26, wanted));
            }
        }
    }

    private void sample() throws Exception {
        Random random = new Random(protocol.seed());
        List<Lane> order = new ArrayList<>(timed);
        int next = protocol.leastSamples();
        int passes = 0;
        while (passes < protocol.mostSamples() && left(order)) {
            if (passes % 2 == 0) {
                Collections.shuffle(order, random);
            } else {
                Collections.reverse(order);
            }
            for (Lane lane : order) {
                lane.add(sampler.sample(lane.bench, lane.repetitions));
            }
            passes++;
            tell("sampling, %d of each".formatted(passes));
            if (passes >= next) {
                discardWarmUp();
                if (timed.stream().allMatch(lane -> lane.narrow(protocol))) {
                    return;
                }
                next = (int) Math.ceil(next * GROWTH);
            }
        }
    }

    /** Speeds that rose once more: what came before was warm-up, for all alike. */
    private void discardWarmUp() {
        int first = timed.stream().mapToInt(Lane::stillWarmingUp).max().orElse(0);
        timed.forEach(lane -> lane.discard(first));
    }

    /** Whether there is time for one more pass; the first is always made. */
    private boolean left(List<Lane> order) {
        if (order.getFirst().count() == 0) {
            return true;
        }
        double pass = 0;
        for (Lane lane : order) {
            double[] samples = lane.samples();
            pass += samples[samples.length - 1] * lane.repetitions;
        }
        return ticker.nanos() - start + pass <= budgetNanos;
    }

    private void tell(String doing) {
        double spent = (double) (ticker.nanos() - start) / budgetNanos;
        String where = name.isEmpty() ? "" : name + ": ";
        listener.at(new Progress(where + doing, Math.clamp(spent, 0, 1)));
    }
}
