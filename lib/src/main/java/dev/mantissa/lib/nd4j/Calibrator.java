package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.Calibration;
import dev.mantissa.lib.quant.OutputError;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Packs the weights of a network for what they are multiplied by.
 *
 * @param method null where the scheme rounds by itself
 * @param inputs of weight arrays by name, [m, k] each; others are rounded by the scheme itself
 */
record Calibrator(@Nullable Calibration method, Map<String, Matrix> inputs) {
    static final Calibrator NONE = new Calibrator(null, Map.of());

    /** Packed weights, and what calibration did for them. */
    record Result(QuantTensor packed, @Nullable CalibrationGain gain) {}

    /**
     * Runs the network on the batch.
     *
     * @param arrays whose inputs are needed
     * @throws UsageException if the network does not take the batch, or multiplies none of the
     *     arrays as a matrix
     */
    static Calibrator of(
            Object network, @Nullable CalibrationBatch batch, List<WeightMatrix> arrays) {
        if (batch == null) {
            return NONE;
        }
        Map<String, Matrix> inputs = LayerInputs.of(network, batch.data(), arrays);
        if (inputs.isEmpty()) {
            throw new UsageException(
                    "%s: the network multiplies none of %s as a matrix, so there are no inputs to calibrate with. Leave calib= out."
                            .formatted(
                                    batch.method().name(),
                                    arrays.stream().map(WeightMatrix::name).toList()));
        }
        return new Calibrator(batch.method(), inputs);
    }

    /**
     * Packs weights [outputs, inputs].
     *
     * @throws UsageException naming the array, if the method does not fit the scheme, or weights or
     *     inputs are not finite
     */
    Result pack(String name, Matrix weights, QuantScheme scheme) {
        Matrix x = inputs.get(name);
        try {
            if (method == null || x == null) {
                return new Result(scheme.encode(weights), null);
            }
            QuantTensor packed = method.encode(scheme, weights, x);
            Matrix plain = scheme.encode(weights).decode();
            return new Result(
                    packed,
                    new CalibrationGain(
                            method.name(),
                            x.rows(),
                            OutputError.relative(weights, plain, x),
                            OutputError.relative(weights, packed.decode(), x)));
        } catch (UsageException e) {
            throw new UsageException("%s: %s".formatted(name, e.getMessage()));
        }
    }
}
