package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds a {@link BitBudget}. Every array alone is packed by every candidate and the error of the
 * output measured. From the largest choice for each, the step that costs least error for each byte
 * is taken until all fit. Then single changes are measured on the whole network, as long as one
 * helps; the best uniform scheme is where that begins if it is better.
 */
final class BudgetSearch {
    private static final PrecisionPolicy PLAIN = PrecisionPolicy.parse("highest");

    /** Whole networks that are measured in a round, the most promising ones. */
    private static final int TRIES = 8;

    private static final int ROUNDS = 6;

    /** Bytes: bits per weight of a size in bytes, times weights, may come out a little below. */
    private static final double ROUNDING = 1e-6;

    private final NetworkRun run;
    private final NetworkRun.Exact exact;
    private final List<WeightMatrix> matrices;
    private final List<QuantScheme> schemes;
    private final List<List<Candidate>> candidates = new ArrayList<>();
    private final Map<List<Integer>, Double> measured = new HashMap<>();
    private final List<BitBudget.Step> steps = new ArrayList<>();
    private final long weights;

    /** One array in one scheme, and what that does to the output. */
    private record Candidate(QuantizedWeights weights, double error) {
        long bytes() {
            return weights.packed().bytes();
        }

        QuantScheme scheme() {
            return weights.packed().scheme();
        }
    }

    private BudgetSearch(Object network, Object inputs, List<QuantScheme> schemes) {
        matrices = WeightMatrices.of(network);
        weights = matrices.stream().mapToLong(m -> (long) m.rows() * m.cols()).sum();
        run = NetworkRun.of(network, inputs);
        exact = run.exact();
        this.schemes = schemes;
    }

    /**
     * @param bits per weight that all arrays together may take, scales included
     * @throws UsageException if no choice is that small, or network and inputs do not fit
     */
    static BitBudget find(Object network, Object inputs, List<QuantScheme> schemes, double bits) {
        return new BudgetSearch(network, inputs, schemes).find(bits);
    }

    private BitBudget find(double bits) {
        for (WeightMatrix matrix : matrices) {
            List<Candidate> all = new ArrayList<>();
            float[] original = matrix.values();
            for (QuantScheme scheme : schemes) {
                QuantizedWeights packed =
                        QuantizedWeights.pack(matrix, original, scheme, Calibrator.NONE);
                all.add(new Candidate(packed, output(List.of(packed))));
            }
            candidates.add(all);
        }
        long budget = (long) Math.floor(bits * weights / 8 + ROUNDING);
        int[] choice = greedy(budget, bits);
        List<BitBudget.Uniform> uniform = uniform(bits);
        if (!uniform.isEmpty() && uniform.getFirst().error() < whole(choice)) {
            Arrays.fill(choice, schemes.indexOf(uniform.getFirst().scheme()));
        }
        refine(choice, budget);
        List<BitBudget.Layer> layers = new ArrayList<>();
        for (int i = 0; i < choice.length; i++) {
            Candidate c = candidates.get(i).get(choice[i]);
            layers.add(
                    new BitBudget.Layer(
                            c.weights().name(),
                            Arrays.stream(matrices.get(i).array().shape()).boxed().toList(),
                            c.scheme(),
                            c.bytes(),
                            c.error()));
        }
        return new BitBudget(
                bits,
                exact.description(),
                layers,
                predicted(choice),
                whole(choice),
                uniform,
                steps);
    }

    private double output(List<QuantizedWeights> packed) {
        return QuantizedWeights.during(
                packed,
                () ->
                        ErrorReport.of(run.under(PLAIN), exact.values(), Double.POSITIVE_INFINITY)
                                .relativeFrobenius());
    }

    /** Down to the budget, then on to the smallest choice for the sake of the picture. */
    private int[] greedy(long budget, double bits) {
        int[] choice = new int[candidates.size()];
        for (int i = 0; i < choice.length; i++) {
            List<Candidate> all = candidates.get(i);
            choice[i] = best(all, Comparator.comparingDouble(Candidate::error));
        }
        int[] fitting = bytes(choice) <= budget ? choice.clone() : null;
        step(choice);
        while (cheaper(choice)) {
            step(choice);
            if (fitting == null && bytes(choice) <= budget) {
                fitting = choice.clone();
            }
        }
        if (fitting == null) {
            throw new UsageException(
                    "bits=%s is too little: the smallest choice of schemes takes %.2f bits per weight, scales included. Ask for that many or more."
                            .formatted(
                                    String.format(Locale.ROOT, "%.4g", bits),
                                    8.0 * bytes(choice) / weights));
        }
        return fitting;
    }

    private static int best(List<Candidate> all, Comparator<Candidate> order) {
        return all.indexOf(all.stream().min(order).orElseThrow());
    }

    private void step(int[] choice) {
        steps.add(new BitBudget.Step(8.0 * bytes(choice) / weights, predicted(choice)));
    }

    /** Makes one array smaller where that costs least; false if none can be. */
    private boolean cheaper(int[] choice) {
        double least = Double.POSITIVE_INFINITY;
        int layer = -1;
        int to = -1;
        for (int i = 0; i < choice.length; i++) {
            Candidate now = candidates.get(i).get(choice[i]);
            for (int j = 0; j < candidates.get(i).size(); j++) {
                Candidate other = candidates.get(i).get(j);
                double cost =
                        (other.error() * other.error() - now.error() * now.error())
                                / (now.bytes() - other.bytes());
                if (other.bytes() < now.bytes() && cost < least) {
                    least = cost;
                    layer = i;
                    to = j;
                }
            }
        }
        if (layer >= 0) {
            choice[layer] = to;
        }
        return layer >= 0;
    }

    /** Every scheme for all arrays that fits, measured. */
    private List<BitBudget.Uniform> uniform(double bits) {
        List<BitBudget.Uniform> all = new ArrayList<>();
        for (int s = 0; s < schemes.size(); s++) {
            int[] choice = new int[candidates.size()];
            Arrays.fill(choice, s);
            double size = 8.0 * bytes(choice) / weights;
            if (size <= bits) {
                all.add(new BitBudget.Uniform(schemes.get(s), size, whole(choice)));
            }
        }
        all.sort(Comparator.comparingDouble(BitBudget.Uniform::error));
        return all;
    }

    /** Changes one array, or one for another, as long as the whole network gets better. */
    private void refine(int[] choice, long budget) {
        for (int round = 0; round < ROUNDS; round++) {
            double now = whole(choice);
            int[] better = null;
            for (int[] next : neighbours(choice, budget)) {
                if (whole(next) < now) {
                    now = whole(next);
                    better = next;
                }
            }
            if (better == null) {
                return;
            }
            System.arraycopy(better, 0, choice, 0, choice.length);
        }
    }

    /** The most promising choices that differ in one or two arrays and fit. */
    private List<int[]> neighbours(int[] choice, long budget) {
        List<int[]> found = new ArrayList<>();
        for (int i = 0; i < choice.length; i++) {
            for (int a = 0; a < schemes.size(); a++) {
                int[] one = choice.clone();
                one[i] = a;
                addFitting(found, one, choice, budget);
                for (int j = i + 1; j < choice.length; j++) {
                    for (int b = 0; b < schemes.size(); b++) {
                        int[] two = one.clone();
                        two[j] = b;
                        addFitting(found, two, choice, budget);
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(this::predicted));
        return found.subList(0, Math.min(TRIES, found.size()));
    }

    private void addFitting(List<int[]> found, int[] next, int[] choice, long budget) {
        if (!Arrays.equals(next, choice) && bytes(next) <= budget) {
            found.add(next);
        }
    }

    private double whole(int[] choice) {
        return measured.computeIfAbsent(
                Arrays.stream(choice).boxed().toList(), _ -> output(chosen(choice)));
    }

    private List<QuantizedWeights> chosen(int[] choice) {
        List<QuantizedWeights> all = new ArrayList<>();
        for (int i = 0; i < choice.length; i++) {
            all.add(candidates.get(i).get(choice[i]).weights());
        }
        return all;
    }

    private long bytes(int[] choice) {
        long sum = 0;
        for (int i = 0; i < choice.length; i++) {
            sum += candidates.get(i).get(choice[i]).bytes();
        }
        return sum;
    }

    private double predicted(int[] choice) {
        double sum = 0;
        for (int i = 0; i < choice.length; i++) {
            double error = candidates.get(i).get(choice[i]).error();
            sum += error * error;
        }
        return Math.sqrt(sum);
    }
}
