package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scheme for each weight array of a network, so that all of them together fit a number of bits
 * per weight and the output suffers least. Errors are those of the output against the network in
 * f64, relative, Frobenius norm, on the inputs given.
 *
 * @param bits per weight that were allowed, scales included
 * @param reference what the outputs were compared with, in words
 * @param layers what was chosen, in the network's order
 * @param predicted √(Σ error²) of the arrays alone
 * @param measured with all of them
 * @param uniform one scheme for everything, measured, each within the budget; least error first
 * @param steps sizes and errors on the way from the largest choice to the smallest
 */
public record BitBudget(
        double bits,
        String reference,
        List<Layer> layers,
        double predicted,
        double measured,
        List<Uniform> uniform,
        List<Step> steps) {
    public BitBudget {
        layers = List.copyOf(layers);
        uniform = List.copyOf(uniform);
        steps = List.copyOf(steps);
    }

    /**
     * What was chosen for one array.
     *
     * @param name the parameter's name: "0_W"
     * @param bytes packed, scales included
     * @param error of the output with this array alone packed
     */
    public record Layer(
            String name, List<Long> shape, QuantScheme scheme, long bytes, double error) {
        public Layer {
            shape = List.copyOf(shape);
        }

        public long weights() {
            return shape.stream().reduce(1L, (a, b) -> a * b);
        }

        public double bitsPerWeight() {
            return 8.0 * bytes / weights();
        }
    }

    /** Every array in one scheme. */
    public record Uniform(QuantScheme scheme, double bitsPerWeight, double error) {}

    /**
     * A choice for all arrays that the search came through.
     *
     * @param predicted error, as in {@link BitBudget#predicted}
     */
    public record Step(double bitsPerWeight, double predicted) {}

    /** Bits per weight of what was chosen. */
    public double bitsPerWeight() {
        return 8.0
                * layers.stream().mapToLong(Layer::bytes).sum()
                / layers.stream().mapToLong(Layer::weights).sum();
    }

    /**
     * Bits that a weight takes, scales included, where a scheme packs all of a network.
     *
     * @throws dev.mantissa.lib.UsageException if it is no network
     */
    public static double bitsOf(Object network, QuantScheme scheme) {
        long bytes = 0;
        long weights = 0;
        for (WeightMatrix matrix : WeightMatrices.of(network)) {
            bytes += scheme.allocate(matrix.rows(), matrix.cols()).bytes();
            weights += (long) matrix.rows() * matrix.cols();
        }
        return 8.0 * bytes / weights;
    }

    /** "4.62 bits per weight, error 0.0123: 0_W q8:g32, 1_W q4:g32:asym". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f bits per weight, error %.3g: %s",
                bitsPerWeight(),
                measured,
                layers.stream()
                        .map(layer -> layer.name() + " " + layer.scheme())
                        .collect(Collectors.joining(", ")));
    }

    /** To quantise the network so. */
    public QuantPlan plan() {
        Map<String, QuantScheme> each = new LinkedHashMap<>();
        layers.forEach(layer -> each.put(layer.name(), layer.scheme()));
        return QuantPlan.each(each);
    }
}
