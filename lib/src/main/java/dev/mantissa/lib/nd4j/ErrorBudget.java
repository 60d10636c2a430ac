package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Precision;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the error of a network in a precision mode comes from: every layer alone computes in the
 * mode, the others in f32, and the output is compared with that of the same network in f64.
 *
 * <p>Errors are relative, in the Frobenius norm over all outputs together. Errors of layers that
 * have nothing to do with one another add up like the sides of a right angle, so that the root of
 * the sum of their squares should come near the error of all layers together.
 *
 * @param type of the network: "MultiLayerNetwork"
 * @param reference what the outputs were compared with, in words
 * @param floor the error of the network in plain f32
 * @param layers that have products, the one with the largest measured error first
 * @param together the error with every layer in the mode
 * @param advice the policy that keeps the worst layers in f32; null if there is but one
 */
public record ErrorBudget(
        String type,
        Precision mode,
        String reference,
        double floor,
        List<LayerError> layers,
        double together,
        @Nullable Advice advice) {

    /**
     * A policy that is worth a try, and what it gave.
     *
     * @param policy as typed after {@code %precision}
     * @param kept the layers that it computes in f32
     * @param measured the error of the output under it
     * @param spread true if no few layers hold most of the error, so that only the worst is kept
     */
    public record Advice(String policy, List<LayerError> kept, double measured, boolean spread) {
        public Advice {
            kept = List.copyOf(kept);
        }
    }

    public ErrorBudget {
        layers = List.copyOf(layers);
    }

    /**
     * Measures the budget of a network, whose parameters stay as they are. The network runs once
     * for each layer with products, and four times more.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     * @param inputs an INDArray, an array or list of them in the order of the network's inputs, or
     *     a map from the name of an input to its INDArray
     * @throws UsageException if it is no network, the inputs do not fit or it has no products; or
     *     if ND4J's operations do not obey policies here
     */
    public static ErrorBudget of(Object network, Object inputs, Precision mode) {
        return new BudgetMeter(NetworkRun.of(network, inputs), mode).measure();
    }

    /** √(Σ measured²) of the single layers. */
    public double rootSumSquare() {
        return rootSumSquare(layers.stream().mapToDouble(LayerError::measured).toArray());
    }

    /** √(Σ predicted²) of the single layers. */
    public double predictedTogether() {
        return rootSumSquare(layers.stream().mapToDouble(LayerError::predicted).toArray());
    }

    static double rootSumSquare(double... errors) {
        double sum = 0;
        for (double error : errors) {
            sum += error * error;
        }
        return Math.sqrt(sum);
    }

    /** The largest first; what is not a number before everything. */
    static List<LayerError> ranked(List<LayerError> layers) {
        return layers.stream()
                .sorted(Comparator.comparingDouble(LayerError::measured).reversed())
                .toList();
    }
}
