package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network for inference that holds packed weights and no f32 copy of them: products are made from
 * the packed form. Weights that ND4J's own operations read, and what is not quantised, stay f32.
 * The network that it was made from can be dropped.
 */
public final class QuantizedNetwork {
    private final Model network;
    private final QuantizationReport report;
    private final List<PackedParameter> parameters;

    private QuantizedNetwork(
            Model network, QuantizationReport report, List<PackedParameter> parameters) {
        this.network = network;
        this.report = report;
        this.parameters = parameters;
    }

    /**
     * Makes one; the network given stays as it is.
     *
     * @param weights packed arrays of that network, which are not changed
     * @throws UsageException if it is a SameDiff graph, or products do not come through Mantissa
     */
    static QuantizedNetwork of(
            Object network, List<QuantizedWeights> weights, QuantizationReport report) {
        if (!(Nd4j.getExecutioner() instanceof PolicyExecutioner ours)) {
            throw new UsageException(
                    "ND4J runs on %s, whose products cannot be made from packed weights. Remove that backend from the class path."
                            .formatted(Nd4j.getBackend().getClass().getSimpleName()));
        }
        Map<INDArray, QuantizedWeights> packed = new IdentityHashMap<>();
        weights.forEach(w -> packed.put(w.matrix().array(), w));
        List<PackedParameter> parameters = new ArrayList<>();
        Model copy = hollow(network);
        Layer[] from = layers(network);
        Layer[] to = layers(copy);
        for (int i = 0; i < from.length; i++) {
            Map<String, INDArray> table = new LinkedHashMap<>();
            for (Map.Entry<String, INDArray> entry : from[i].paramTable().entrySet()) {
                QuantizedWeights own = packed.remove(entry.getValue());
                table.put(
                        entry.getKey(),
                        own == null ? entry.getValue().dup() : stored(own, parameters));
            }
            if (!table.isEmpty()) {
                to[i].setParamTable(table);
            }
        }
        if (!packed.isEmpty()) {
            throw new UsageException(
                    "cannot release %s: its layer gives its parameters out as copies. Leave it f32 with keep=, or leave release=true out."
                            .formatted(packed.values().iterator().next().name()));
        }
        ours.packed().add(parameters);
        return new QuantizedNetwork(copy, report, parameters);
    }

    private static INDArray stored(QuantizedWeights weights, List<PackedParameter> parameters) {
        WeightMatrix matrix = weights.matrix();
        if (weights.parameter() == null) {
            INDArray decoded = matrix.array().dup();
            new WeightMatrix(matrix.name(), List.of(), false, decoded, matrix.outputAxes())
                    .assign(WeightMatrix.values(weights.packed().decode()));
            return decoded;
        }
        INDArray hollow = HollowArrays.weights(matrix.array().shape(), matrix.outputAxes());
        WeightMatrix seen =
                new WeightMatrix(matrix.name(), List.of(), true, hollow, matrix.outputAxes());
        parameters.add(
                PackedParameter.hollow(
                        Objects.requireNonNull(seen.view()), hollow.data(), weights.packed()));
        return hollow;
    }

    /** The same layers without parameters. */
    private static Model hollow(Object network) {
        return switch (network) {
            case MultiLayerNetwork net -> {
                var copy = new MultiLayerNetwork(net.getLayerWiseConfigurations().clone());
                copy.init(HollowArrays.row(net.numParams()), false);
                yield copy;
            }
            case ComputationGraph net -> {
                var copy = new ComputationGraph(net.getConfiguration().clone());
                copy.init(HollowArrays.row(net.numParams()), false);
                yield copy;
            }
            default ->
                    throw new UsageException(
                            "a %s cannot be released. Allowed: a MultiLayerNetwork or ComputationGraph. Leave release=true out."
                                    .formatted(network.getClass().getSimpleName()));
        };
    }

    private static Layer[] layers(Object network) {
        return network instanceof MultiLayerNetwork net
                ? net.getLayers()
                : ((ComputationGraph) network).getLayers();
    }

    /**
     * The output of a network with one input and one output.
     *
     * @param x as the network takes it; it stays as it is
     */
    public INDArray output(INDArray x) {
        return outputs(x)[0];
    }

    /** The outputs for inputs in the order of the network's. */
    public INDArray[] outputs(INDArray... inputs) {
        INDArray[] own = NetworkRun.copies(inputs, inputs[0].dataType());
        return network instanceof MultiLayerNetwork net
                ? new INDArray[] {net.output(own[0], false)}
                : ((ComputationGraph) network).output(false, own);
    }

    /** Errors as measured when it was made, and what it takes of memory now. */
    public QuantizationReport report() {
        return report.in(resident());
    }

    private QuantizationReport.Resident resident() {
        long decoded =
                report.layers().stream()
                        .filter(layer -> layer.kernel() == LayerReport.DECODED)
                        .mapToLong(LayerReport::bytesBefore)
                        .sum();
        long packed = parameters.stream().mapToLong(one -> one.packed().bytes()).sum();
        long panels = parameters.stream().mapToLong(one -> one.packed().panelBytes()).sum();
        return new QuantizationReport.Resident(packed, panels, decoded, 0);
    }

    /** Bytes of its parameters: packed weights, and what stays f32. */
    public long bytes() {
        return resident().packed() + resident().decoded() + report.bytesUntouched();
    }

    /**
     * Runs the network that it was made from and this one in turns, as {@link
     * NetworkQuantizer#effect} does.
     *
     * @param original not quantised
     * @throws UsageException if they do not take the data
     */
    public QuantizationEffect effect(Object original, Object data, Duration time) {
        return EffectMeter.of(
                NetworkRun.of(original, data),
                OwnWeights.NONE,
                NetworkRun.of(network, data),
                data,
                time);
    }

    /** Measures it alone. */
    public QuantizationEffect effect(Object data, Duration time) {
        return EffectMeter.of(NetworkRun.of(network, data), data, time);
    }

    /** "QuantizedNetwork of a MultiLayerNetwork in q4:g32, 4.50 bits per weight". */
    @Override
    public String toString() {
        return "QuantizedNetwork of a %s in %s, %.2f bits per weight"
                .formatted(report.network(), report.scheme(), report.bitsPerWeight());
    }
}
