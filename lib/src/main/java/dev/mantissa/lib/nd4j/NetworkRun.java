package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A network with inputs, ready to run under one policy after the other. */
abstract class NetworkRun {
    /**
     * Outputs to compare with.
     *
     * @param values of all outputs, one after the other
     */
    record Exact(double[] values, String description) {}

    private static final PrecisionPolicy PLAIN = PrecisionPolicy.parse("highest");

    /**
     * Checks that network and inputs fit.
     *
     * @throws UsageException if they do not
     */
    static NetworkRun of(Object network, Object inputs) {
        if (!(Nd4j.getExecutioner() instanceof PolicyExecutioner executioner)) {
            throw new UsageException(
                    "ND4J runs on %s, which does not obey precision policies. Remove that backend from the class path."
                            .formatted(Nd4j.getBackend().getClass().getSimpleName()));
        }
        executioner.know(network);
        return switch (network) {
            case MultiLayerNetwork net -> new OfLayers(net, arrays(inputs, List.of("input")));
            case ComputationGraph net ->
                    new OfVertices(net, arrays(inputs, net.getConfiguration().getNetworkInputs()));
            case SameDiff graph -> new GraphRun(graph, inputs);
            default ->
                    throw new UsageException(
                            "a value of type %s is no network. Give a MultiLayerNetwork, a ComputationGraph or a SameDiff graph."
                                    .formatted(network.getClass().getSimpleName()));
        };
    }

    abstract Object network();

    /** All outputs in this type, computed by the network or a copy of it. */
    abstract INDArray[] outputs(DataType type);

    /** All outputs as a caller of the network gets them. */
    final INDArray[] outputs() {
        return outputs(DataType.FLOAT);
    }

    /** Whether the run comes through that layer or product. */
    boolean computes(NetworkPrecision.Row row) {
        return true;
    }

    /** The outputs in f64, with nothing rounded to f32 on the way. */
    Exact exact() {
        return new Exact(
                within(PLAIN, () -> concatenated(outputs(DataType.DOUBLE)).asDouble()),
                "a copy of the network in f64");
    }

    /** The outputs under a policy, one after the other. */
    final float[] under(PrecisionPolicy policy) {
        return within(policy, () -> concatenated(outputs(DataType.FLOAT)).asFloat());
    }

    /**
     * Runs {@code body}, in which the network gets the inputs for the first time.
     *
     * @throws UsageException if it does not take them
     */
    static <T> T first(Supplier<T> body) {
        try {
            return body.get();
        } catch (UsageException | CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UsageException(
                    "the network does not take this batch: %s. Give inputs as output(x) takes them."
                            .formatted(e.getMessage()));
        }
    }

    static <T> T within(PrecisionPolicy policy, Callable<T> body) {
        return unchecked(() -> new Numerics(policy, Numerics.current().source()).call(body));
    }

    /** What a body throws that has no checked exceptions of its own. */
    static <T> T unchecked(Callable<T> body) {
        try {
            return body.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static DataBuffer concatenated(INDArray[] outputs) {
        INDArray[] flat =
                Arrays.stream(outputs)
                        .map(o -> o.dup('c').reshape(o.length()))
                        .toArray(INDArray[]::new);
        return (flat.length == 1 ? flat[0] : Nd4j.concat(0, flat)).data();
    }

    /** Copies in that type: networks may write into what they are given. */
    static INDArray[] copies(INDArray[] inputs, DataType type) {
        return Arrays.stream(inputs)
                .map(x -> x.dataType().isFPType() ? x.castTo(type).dup() : x.dup())
                .toArray(INDArray[]::new);
    }

    /**
     * The inputs in the order of these names.
     *
     * @throws UsageException if there are more or fewer, or one has another name
     */
    static INDArray[] arrays(Object inputs, List<String> names) {
        if (inputs instanceof Map<?, ?> map) {
            if (!map.keySet().equals(Set.copyOf(names))) {
                throw misfit("inputs " + map.keySet(), names);
            }
            return arrays(names.stream().<Object>map(map::get).toList(), names);
        }
        List<INDArray> found = new ArrayList<>();
        for (Object input : listed(inputs)) {
            found.add(
                    switch (input) {
                        case INDArray array -> array;
                        case float[][] rows -> Nd4j.createFromArray(rows);
                        case Tensor tensor ->
                                Nd4j.createFromArray(tensor.toArray())
                                        .reshape(
                                                tensor.shape().lengths().stream()
                                                        .mapToInt(i -> i)
                                                        .toArray());
                        default -> throw misfit("one " + input.getClass().getSimpleName(), names);
                    });
        }
        if (found.size() != names.size()) {
            throw misfit(found.size() + " inputs", names);
        }
        return found.toArray(INDArray[]::new);
    }

    static List<?> listed(Object inputs) {
        return switch (inputs) {
            case INDArray array -> List.of(array);
            case INDArray[] several -> List.of(several);
            case List<?> several -> several;
            case DataSet set -> List.of(set.getFeatures());
            case MultiDataSet set -> List.of(set.getFeatures());
            default -> List.of(inputs);
        };
    }

    static UsageException misfit(String given, List<String> names) {
        return new UsageException(
                "%s given where the network takes %d: %s. Give an INDArray for each, in this order, or a map from name to INDArray; a DataSet, a Tensor or a float[][] where there is one."
                        .formatted(given, names.size(), String.join(", ", names)));
    }

    private static final class OfLayers extends NetworkRun {
        private final MultiLayerNetwork net;
        private final INDArray[] inputs;

        OfLayers(MultiLayerNetwork net, INDArray[] inputs) {
            this.net = net;
            this.inputs = inputs;
        }

        @Override
        Object network() {
            return net;
        }

        @Override
        INDArray[] outputs(DataType type) {
            MultiLayerNetwork one = type == DataType.FLOAT ? net : net.convertDataType(type);
            return new INDArray[] {one.output(copies(inputs, type)[0], false)};
        }
    }

    private static final class OfVertices extends NetworkRun {
        private final ComputationGraph net;
        private final INDArray[] inputs;

        OfVertices(ComputationGraph net, INDArray[] inputs) {
            this.net = net;
            this.inputs = inputs;
        }

        @Override
        Object network() {
            return net;
        }

        @Override
        INDArray[] outputs(DataType type) {
            ComputationGraph one = type == DataType.FLOAT ? net : net.convertDataType(type);
            return one.output(false, copies(inputs, type));
        }
    }
}
