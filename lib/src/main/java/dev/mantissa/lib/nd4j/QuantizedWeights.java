package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** One weight array that computes with quantised values: packed, and what it was before. */
final class QuantizedWeights {
    private final WeightMatrix matrix;
    private final float @Nullable [] original;
    private final QuantTensor packed;
    private final @Nullable CalibrationGain gain;
    private final @Nullable PackedParameter parameter;

    private QuantizedWeights(
            WeightMatrix matrix,
            float @Nullable [] original,
            QuantTensor packed,
            @Nullable CalibrationGain gain) {
        this.matrix = matrix;
        this.original = original;
        this.packed = packed;
        this.gain = gain;
        Matrix view = matrix.view();
        this.parameter =
                view == null ? null : new PackedParameter(view, matrix.array().data(), packed);
    }

    /** Packed as they come from a file, which has no other values. */
    static QuantizedWeights loaded(WeightMatrix matrix, QuantTensor packed) {
        return new QuantizedWeights(matrix, null, packed, null);
    }

    /** Packs the array as it is now, rounded by the scheme itself, and leaves it as it is. */
    static QuantizedWeights pack(WeightMatrix matrix, QuantScheme scheme) {
        return pack(matrix, matrix.values(), scheme, Calibrator.NONE);
    }

    /**
     * The one place where the weights of a network are packed.
     *
     * @param original the values of the array; kept, and shared by all that are given the same
     */
    static QuantizedWeights pack(
            WeightMatrix matrix, float[] original, QuantScheme scheme, Calibrator calibrator) {
        Matrix values = WeightMatrix.matrix(original, matrix.rows());
        Calibrator.Result result = calibrator.pack(matrix.name(), values, scheme);
        return new QuantizedWeights(matrix, original, result.packed(), result.gain());
    }

    /** What is packed where it is packed once more: not the decoded values that lie there. */
    float[] source() {
        return original == null || changedSince() ? matrix.values() : original;
    }

    /** From now on the array holds what the packed form stands for. */
    void apply() {
        matrix.assign(decoded());
    }

    /**
     * Runs {@code body} while a network computes with these; its own weights are back afterwards.
     * Products are made from the packed form where the values of the arrays alone would not do:
     * where activations have few bits too.
     */
    static <T> T during(List<QuantizedWeights> weights, Supplier<T> body) {
        List<PackedParameter> narrow =
                weights.stream()
                        .filter(w -> w.packed.scheme().options().activations().integers())
                        .map(w -> w.parameter)
                        .filter(Objects::nonNull)
                        .toList();
        try {
            weights.forEach(QuantizedWeights::apply);
            return Nd4j.getExecutioner() instanceof PolicyExecutioner ours
                    ? ours.packed().during(narrow, body)
                    : body.get();
        } finally {
            weights.forEach(QuantizedWeights::restore);
        }
    }

    /** Whether it was packed here: one that came packed from a file has no other values. */
    boolean hasOriginal() {
        return original != null;
    }

    void restore() {
        if (original != null) {
            matrix.assign(original);
        }
    }

    /** True if somebody wrote to the array since {@link #apply}: training, or a loaded file. */
    boolean changedSince() {
        return !Arrays.equals(matrix.values(), decoded());
    }

    WeightMatrix matrix() {
        return matrix;
    }

    String name() {
        return matrix.name();
    }

    QuantTensor packed() {
        return packed;
    }

    /** Its place in memory, by which products find the packed form; null if it has none. */
    @Nullable PackedParameter parameter() {
        return parameter;
    }

    LayerReport report() {
        return LayerReport.of(matrix, original, decoded(), packed, parameter, gain);
    }

    private float[] decoded() {
        return WeightMatrix.values(packed.decode());
    }
}
