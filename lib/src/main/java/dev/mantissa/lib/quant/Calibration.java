package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;

/**
 * A way to pack weights that knows what they will be multiplied by: a batch of a layer's inputs.
 * One implementation is one file, made known by one line in {@link Calibrations}.
 */
public interface Calibration {
    /** Lower-case name, as typed: "gptq". */
    String name();

    /** One sentence for tables and help. */
    String summary();

    /**
     * Packs weights [n, k] for inputs like x [m, k], both f32. The layer computes x · weightsᵀ.
     * Some methods scale columns before they are packed, see {@link QuantTensor#columnScales}.
     *
     * @throws dev.mantissa.lib.UsageException if the method does not fit the scheme, x has other
     *     columns or none of its rows, or a value is not finite
     */
    QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x);
}
