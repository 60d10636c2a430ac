package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import java.util.Arrays;

/** One weight array that computes with quantised values: packed, and what it was before. */
final class QuantizedWeights {
    private final WeightMatrix matrix;
    private final float[] original;
    private final QuantTensor packed;

    private QuantizedWeights(WeightMatrix matrix, float[] original, QuantTensor packed) {
        this.matrix = matrix;
        this.original = original;
        this.packed = packed;
    }

    /** Packs the array as it is now, and leaves it as it is. */
    static QuantizedWeights pack(WeightMatrix matrix, QuantScheme scheme) {
        return pack(matrix, matrix.values(), scheme);
    }

    private static QuantizedWeights pack(
            WeightMatrix matrix, float[] original, QuantScheme scheme) {
        QuantTensor packed = scheme.encode(WeightMatrix.matrix(original, matrix.rows()));
        return new QuantizedWeights(matrix, original, packed);
    }

    /** Packs once more: the original, or what somebody has made of the array since. */
    QuantizedWeights repack(QuantScheme scheme) {
        return pack(matrix, changedSince() ? matrix.values() : original, scheme);
    }

    /** From now on the array holds what the packed form stands for. */
    void apply() {
        matrix.assign(decoded());
    }

    void restore() {
        matrix.assign(original);
    }

    /** True if somebody wrote to the array since {@link #apply}: training, or a loaded file. */
    boolean changedSince() {
        return !Arrays.equals(matrix.values(), decoded());
    }

    String name() {
        return matrix.name();
    }

    QuantTensor packed() {
        return packed;
    }

    LayerReport report() {
        return LayerReport.of(matrix, original, decoded(), packed);
    }

    private float[] decoded() {
        return WeightMatrix.values(packed.decode());
    }
}
