package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Which layer of a network suffers from few bits: every weight array alone is quantised, the others
 * left as they are, and the output is compared with that of the same network in f64; then all of
 * them together.
 *
 * @param network its class: "MultiLayerNetwork"
 * @param reference what the outputs were compared with, in words
 * @param before the output with its own weights, in f32
 * @param layers the one that hurts most first
 * @param whole the output with all of them quantised
 * @param bitsPerWeight of all quantised weights together, scales included
 */
public record NetworkSensitivity(
        String network,
        QuantScheme scheme,
        String reference,
        ErrorReport before,
        List<LayerSensitivity> layers,
        ErrorReport whole,
        double bitsPerWeight) {
    public NetworkSensitivity {
        layers = List.copyOf(layers);
    }

    /**
     * Measures it. The network runs once for each weight array and three times more; its weights
     * change meanwhile and are its own again at the end, bit for bit.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     * @param inputs an INDArray, an array or list of them in the order of the network's inputs, or
     *     a map from the name of an input to its INDArray
     * @throws dev.mantissa.lib.UsageException if it is no network, has no f32 weights, one of them
     *     is not finite, or the inputs do not fit
     */
    public static NetworkSensitivity of(Object network, Object inputs, QuantScheme scheme) {
        List<WeightMatrix> matrices = WeightMatrices.of(network);
        NetworkRun run = NetworkRun.of(network, inputs);
        NetworkRun.Exact exact = run.exact();
        PrecisionPolicy plain = PrecisionPolicy.parse("highest");
        Supplier<ErrorReport> output =
                () -> ErrorReport.of(run.under(plain), exact.values(), Double.POSITIVE_INFINITY);
        ErrorReport before = output.get();
        List<QuantizedWeights> weights =
                matrices.stream().map(matrix -> QuantizedWeights.pack(matrix, scheme)).toList();
        List<LayerSensitivity> layers =
                weights.stream()
                        .map(w ->
                                LayerSensitivity.of(
                                        w.report(), QuantizedWeights.during(List.of(w), output)))
                        .sorted(Comparator.comparingDouble(LayerSensitivity::error).reversed())
                        .toList();
        ErrorReport whole = QuantizedWeights.during(weights, output);
        double bits =
                layers.stream().mapToDouble(l -> l.bitsPerWeight() * l.weights()).sum()
                        / layers.stream().mapToLong(LayerSensitivity::weights).sum();
        return new NetworkSensitivity(
                network.getClass().getSimpleName(),
                scheme,
                exact.description(),
                before,
                layers,
                whole,
                bits);
    }

    /**
     * √(Σ error²) of the single layers: near the error of all together where their errors have
     * nothing to do with one another.
     */
    public double rootSumSquare() {
        return Math.sqrt(layers.stream().mapToDouble(l -> l.error() * l.error()).sum());
    }

    /** "MultiLayerNetwork in q4:g32: error 0.0648, most of it from 1_W". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s in %s: error %.3g, most of it from %s",
                network,
                scheme,
                whole.relativeFrobenius(),
                layers.getFirst().name());
    }

    /**
     * Names of arrays whose weights lie on a grid already, so that quantising them changes less
     * than storage in so few bits can: the network was quantised before.
     */
    public List<String> alreadyQuantised() {
        return layers.stream()
                .filter(l -> l.weightError() < Math.pow(2, -l.bitsPerWeight()) / 2)
                .map(LayerSensitivity::name)
                .toList();
    }
}
