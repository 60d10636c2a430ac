package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arrays of a network by name: weights, the state of its updater, activations. */
final class NetworkArrays {
    private NetworkArrays() {}

    /**
     * An array of a network.
     *
     * @param place "layer 0 'dense'"; empty in graphs
     * @param name "W", "b", the name of a variable
     */
    record Named(String place, String name, INDArray array) {}

    /** Weights, biases and statistics. */
    static List<Named> parameters(Object network) {
        List<Named> all = new ArrayList<>();
        if (network instanceof SameDiff graph) {
            for (SDVariable variable : graph.variables()) {
                INDArray array =
                        variable.getVariableType() == VariableType.VARIABLE
                                ? variable.getArr()
                                : null;
                if (array != null) {
                    all.add(new Named("", variable.name(), array));
                }
            }
            return all;
        }
        for (NetworkLayers.Part part : NetworkLayers.of(network)) {
            Map<String, INDArray> table =
                    part.part() instanceof Layer layer
                            ? layer.paramTable(false)
                            : ((GraphVertex) part.part()).paramTable(false);
            if (table != null) {
                table.forEach((name, array) -> all.add(new Named(place(part), name, array)));
            }
        }
        return all;
    }

    /** Momentum, second moments and the like; none if the network has not trained. */
    static List<Named> updaterState(Object network) {
        List<Named> all = new ArrayList<>();
        switch (network) {
            case SameDiff graph when graph.getUpdaterMap() != null ->
                    graph.getUpdaterMap()
                            .forEach((variable, updater) ->
                                    updater.getState()
                                            .forEach((name, array) ->
                                                    all.add(
                                                            new Named(
                                                                    "",
                                                                    variable + " " + name,
                                                                    (INDArray) array))));
            case MultiLayerNetwork net -> state(net, net.getUpdater(false), all);
            case ComputationGraph net -> state(net, net.getUpdater(false), all);
            default -> {}
        }
        return all;
    }

    /** A block's state is one array: each kind of state in turn, for all its parameters. */
    private static void state(Object network, @Nullable Object updater, List<Named> all) {
        if (!(updater instanceof BaseMultiLayerUpdater<?> blocks)
                || blocks.getStateViewArray() == null) {
            return;
        }
        for (UpdaterBlock block : blocks.getUpdaterBlocks()) {
            INDArray view = block.getUpdaterView();
            long size = block.getParamOffsetEnd() - block.getParamOffsetStart();
            if (view == null || size == 0) {
                continue;
            }
            for (long kind = 0; kind < view.length() / size; kind++) {
                for (UpdaterBlock.ParamState state : block.getLayersAndVariablesInBlock()) {
                    long from =
                            kind * size + state.getParamOffsetStart() - block.getParamOffsetStart();
                    long to = from + state.getParamOffsetEnd() - state.getParamOffsetStart();
                    all.add(
                            new Named(
                                    place(network, state.getLayer()),
                                    state.getParamName() + " state " + kind,
                                    view.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to))));
                }
            }
        }
    }

    /**
     * What each layer gives for an input; each variable of a graph that can be computed from it.
     *
     * @throws UsageException if the input does not fit
     */
    static List<Named> activations(Object network, Object input) {
        List<Named> all = new ArrayList<>();
        switch (network) {
            case MultiLayerNetwork net -> {
                List<INDArray> steps = net.feedForward(array(input), false);
                List<NetworkLayers.Part> parts = NetworkLayers.of(net);
                for (int i = 1; i < steps.size(); i++) {
                    all.add(new Named(place(parts.get(i - 1)), "output", steps.get(i)));
                }
            }
            case ComputationGraph net -> {
                Map<String, INDArray> steps = net.feedForward(array(input), false);
                for (NetworkLayers.Part part : NetworkLayers.of(net)) {
                    INDArray step = steps.get(part.place().name());
                    if (step != null) {
                        all.add(new Named(place(part), "output", step));
                    }
                }
            }
            case SameDiff graph -> {
                Map<String, INDArray> given = placeholders(graph, input);
                List<String> names = computable(graph, given.keySet());
                Map<String, INDArray> values = graph.output(given, names);
                for (String name : names) {
                    all.add(new Named("", name, Objects.requireNonNull(values.get(name))));
                }
            }
            default -> {}
        }
        return all;
    }

    private static INDArray array(Object input) {
        if (input instanceof INDArray array) {
            return array;
        }
        throw new UsageException(
                "an input of type %s cannot be given to this network; give an INDArray"
                        .formatted(input.getClass().getSimpleName()));
    }

    private static Map<String, INDArray> placeholders(SameDiff graph, Object input) {
        Map<String, INDArray> given = new LinkedHashMap<>();
        if (input instanceof Map<?, ?> map) {
            map.forEach((name, value) -> given.put(String.valueOf(name), array(value)));
        } else if (!graph.inputs().isEmpty()) {
            given.put(graph.inputs().getFirst(), array(input));
        }
        return given;
    }

    /** Results of operations all of whose inputs are there, in the order of the graph. */
    private static List<String> computable(SameDiff graph, Set<String> given) {
        Set<String> there = new HashSet<>(given);
        for (SDVariable variable : graph.variables()) {
            VariableType type = variable.getVariableType();
            if (type == VariableType.VARIABLE || type == VariableType.CONSTANT) {
                there.add(variable.name());
            }
        }
        List<String> found = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            for (SameDiffOp op : graph.getOps().values()) {
                List<String> inputs = op.getInputsToOp();
                for (String output : op.getOutputsOfOp()) {
                    if ((inputs == null || there.containsAll(inputs)) && there.add(output)) {
                        found.add(output);
                        more = true;
                    }
                }
            }
        }
        found.removeIf(name -> !graph.getVariable(name).dataType().isFPType());
        return found;
    }

    private static String place(Object network, Object layer) {
        return NetworkLayers.of(network).stream()
                .filter(part -> part.part() == layer)
                .map(NetworkArrays::place)
                .findFirst()
                .orElse("");
    }

    private static String place(NetworkLayers.Part part) {
        return "layer %d '%s'".formatted(part.place().index(), part.place().name());
    }
}
