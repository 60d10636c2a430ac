package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.precision.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the weights of a network that products are made with: no biases, norms or slopes. */
final class WeightMatrices {
    private static final Set<Role> ELSEWHERE = Set.of(Role.CONV, Role.ATTENTION, Role.EMBED);

    /** What a person calls the layers that give a network's outputs. */
    static final String OUTPUT = "output";

    private WeightMatrices() {}

    /**
     * Every f32 weight matrix and convolution kernel, in the network's own order.
     *
     * @throws UsageException if {@code network} is no network, or has no such weights
     */
    static List<WeightMatrix> of(Object network) {
        List<WeightMatrix> found =
                switch (network) {
                    case MultiLayerNetwork net -> ofLayers(net.getLayers(), true);
                    case ComputationGraph net -> ofLayers(net.getLayers(), false);
                    case SameDiff graph -> ofVariables(graph);
                    default ->
                            throw new UsageException(
                                    "cannot quantise a %s. Give a MultiLayerNetwork, a ComputationGraph, a SameDiff graph or an f32 INDArray matrix."
                                            .formatted(network.getClass().getSimpleName()));
                };
        if (found.isEmpty()) {
            throw new UsageException(
                    "the %s has no f32 weight matrix to quantise; weights of other types are left alone. Build it with dataType(DataType.FLOAT) and call init()."
                            .formatted(network.getClass().getSimpleName()));
        }
        return found;
    }

    private static List<WeightMatrix> ofLayers(Layer[] layers, boolean numbered) {
        List<WeightMatrix> found = new ArrayList<>();
        for (int i = 0; i < layers.length; i++) {
            var configuration = layers[i].conf().getLayer();
            String prefix = (numbered ? i : configuration.getLayerName()) + "_";
            for (Map.Entry<String, INDArray> entry : layers[i].paramTable().entrySet()) {
                String key = entry.getKey();
                INDArray array = entry.getValue();
                if (!(configuration instanceof PReLULayer)
                        && configuration.initializer().isWeightParam(configuration, key)
                        && (isMatrix(array) || isColumn(configuration, array))) {
                    int[] outputs = outputAxes(configuration, key, array.rank());
                    found.add(
                            new WeightMatrix(
                                    prefix + key,
                                    words(configuration, i),
                                    isMultiplied(configuration, key, array),
                                    array,
                                    outputs));
                }
            }
        }
        return found;
    }

    /**
     * Whether the layer multiplies that array as a matrix: convolutions of images do, as matrices
     * of patches. Other convolutions, attention and the recurrence of an LSTM are operations of
     * their own or work on a copy, and embeddings are looked up.
     */
    private static boolean isMultiplied(
            org.deeplearning4j.nn.conf.layers.Layer configuration, String key, INDArray array) {
        Object own = LayerRoles.unwrapped(configuration);
        Set<Role> roles = LayerRoles.of(configuration);
        boolean recurrence =
                own instanceof AbstractLSTM
                        && key.endsWith(LSTMParamInitializer.RECURRENT_WEIGHT_KEY);
        return own.getClass() == ConvolutionLayer.class
                || array.rank() == 2
                        && !recurrence
                        && !(own instanceof AbstractSameDiffLayer)
                        && Collections.disjoint(roles, ELSEWHERE);
    }

    /** "layer2", "out", "output", "lm_head": number, name, kind and roles of a layer. */
    private static List<String> words(
            org.deeplearning4j.nn.conf.layers.Layer configuration, int index) {
        List<String> words = new ArrayList<>(List.of(String.valueOf(index), "layer" + index));
        if (configuration.getLayerName() != null) {
            words.add(configuration.getLayerName());
        }
        Object own = LayerRoles.unwrapped(configuration);
        String kind = own.getClass().getSimpleName().replaceFirst("Layer$", "");
        words.add(kind.toLowerCase(Locale.ROOT));
        if (own instanceof BaseOutputLayer) {
            words.add(OUTPUT);
        }
        LayerRoles.of(configuration).stream().sorted().forEach(role -> words.add(role.label()));
        return words;
    }

    private static int[] outputAxes(
            org.deeplearning4j.nn.conf.layers.Layer configuration, String key, int rank) {
        return switch (configuration) {
            case Deconvolution2D _, Deconvolution3D _ -> new int[] {1};
            case DepthwiseConvolution2D _ -> new int[] {0, 1};
            case SeparableConvolution2D _ -> key.equals("W") ? new int[] {0, 1} : new int[] {0};
            case EmbeddingLayer _, EmbeddingSequenceLayer _ -> new int[] {0};
            default -> new int[] {rank == 2 ? 1 : 0};
        };
    }

    /**
     * SameDiff keeps matrices as [inputs, outputs] and kernels with the outputs last; a matrix that
     * stands on the left of its products, or is transposed in them, is [outputs, inputs].
     */
    private static List<WeightMatrix> ofVariables(SameDiff graph) {
        List<WeightMatrix> found = new ArrayList<>();
        for (SDVariable variable : graph.variables()) {
            if (variable.getVariableType() == VariableType.VARIABLE) {
                INDArray array = graph.getArrForVarName(variable.name());
                if (array != null && isMatrix(array)) {
                    List<GraphUse> uses = GraphUse.of(graph, variable.name());
                    int axis = GraphUse.outputsFirst(uses) ? 0 : array.rank() - 1;
                    List<String> words = uses.stream().map(GraphUse::op).distinct().toList();
                    boolean multiplied = uses.stream().anyMatch(GraphUse::isProduct);
                    found.add(new WeightMatrix(variable.name(), words, multiplied, array, axis));
                }
            }
        }
        return found;
    }

    /** Number of parameters of a network, quantised or not. */
    static long parameters(Object network) {
        return switch (network) {
            case Model model -> model.numParams();
            case SameDiff graph -> {
                long sum = 0;
                for (SDVariable variable : graph.variables()) {
                    if (variable.getVariableType() == VariableType.VARIABLE) {
                        sum += graph.getArrForVarName(variable.name()).length();
                    }
                }
                yield sum;
            }
            default -> throw new IllegalArgumentException("no network: " + network.getClass());
        };
    }

    /** Many inputs and one output, where the layer is known to multiply by it as a matrix. */
    private static boolean isColumn(
            org.deeplearning4j.nn.conf.layers.Layer configuration, INDArray array) {
        Class<?> own = LayerRoles.unwrapped(configuration).getClass();
        return (own == DenseLayer.class || own == OutputLayer.class)
                && OperandRounder.governs(array)
                && array.rank() == 2
                && array.size(0) > 1;
    }

    /** With one input, each weight would be a group of its own. */
    private static boolean isMatrix(INDArray array) {
        long wide = 0;
        for (long size : array.shape()) {
            wide += size > 1 ? 1 : 0;
        }
        return OperandRounder.governs(array) && array.rank() >= 2 && wide >= 2;
    }
}
