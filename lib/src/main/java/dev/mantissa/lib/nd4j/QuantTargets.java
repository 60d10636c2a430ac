package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What can be quantised, for callers that do not name ND4J's types. Types are told by their names,
 * so that asking loads nothing.
 */
public final class QuantTargets {
    private static final Set<String> NETWORKS =
            Set.of(
                    "org.deeplearning4j.nn.multilayer.MultiLayerNetwork",
                    "org.deeplearning4j.nn.graph.ComputationGraph",
                    "org.nd4j.autodiff.samediff.SameDiff");
    private static final Set<String> DATA_SETS =
            Set.of("org.nd4j.linalg.dataset.DataSet", "org.nd4j.linalg.dataset.MultiDataSet");
    private static final String ARRAY = "org.nd4j.linalg.api.ndarray.INDArray";

    private static final String RELEASED = "dev.mantissa.lib.nd4j.QuantizedNetwork";

    private QuantTargets() {}

    /** Whether it is a network or graph that {@link NetworkQuantizer} takes. */
    public static boolean isNetwork(@Nullable Object value) {
        for (Class<?> c = classOf(value); c != null; c = c.getSuperclass()) {
            if (NETWORKS.contains(c.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is a {@link QuantizedNetwork}. */
    public static boolean isReleased(@Nullable Object value) {
        return value != null && value.getClass().getName().equals(RELEASED);
    }

    /** Whether it is an ND4J array. */
    public static boolean isArray(@Nullable Object value) {
        for (Class<?> c = classOf(value); c != null; c = c.getSuperclass()) {
            for (Class<?> type : c.getInterfaces()) {
                if (type.getName().equals(ARRAY)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it can be a batch of inputs by itself. */
    public static boolean isBatch(@Nullable Object value) {
        return isArray(value)
                || value instanceof Tensor
                || value instanceof float[][]
                || value != null && DATA_SETS.contains(value.getClass().getName());
    }

    /**
     * Quantises an ND4J matrix, which stays as it is.
     *
     * @throws dev.mantissa.lib.UsageException if it is no f32 matrix, or not finite
     */
    public static QuantizedArray quantizeArray(
            NetworkQuantizer quantizer, Object array, QuantScheme scheme) {
        return quantizer.quantize((INDArray) array, scheme);
    }

    /** What keep= and include= may name in a network: weights, layers, kinds, roles. */
    public static List<String> words(Object network) {
        Set<String> words = new LinkedHashSet<>();
        for (WeightMatrix matrix : WeightMatrices.of(network)) {
            words.add(matrix.name());
            words.addAll(matrix.words());
        }
        return List.copyOf(words);
    }

    private static @Nullable Class<?> classOf(@Nullable Object value) {
        return value == null ? null : value.getClass();
    }
}
