package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantTensor;
import java.util.Arrays;
import java.util.List;

/**
 * What quantising did to one weight array.
 *
 * @param name the parameter's name in the network: "0_W"
 * @param shape of the array
 * @param bytesBefore as f32
 * @param bytesAfter packed, scales included
 * @param predictedError relative error that the scheme expects on normally distributed weights
 * @param measuredError relative error of these weights, Frobenius norm
 */
public record LayerReport(
        String name,
        List<Long> shape,
        long bytesBefore,
        long bytesAfter,
        double predictedError,
        double measuredError) {
    public LayerReport {
        shape = List.copyOf(shape);
    }

    static LayerReport of(
            WeightMatrix matrix, float[] original, float[] decoded, QuantTensor packed) {
        return new LayerReport(
                matrix.name(),
                Arrays.stream(matrix.array().shape()).boxed().toList(),
                (long) Float.BYTES * original.length,
                packed.bytes(),
                packed.scheme().expectedError(),
                error(original, decoded));
    }

    /** Number of weights. */
    public long weights() {
        return bytesBefore / Float.BYTES;
    }

    /** Bits that a weight takes, its share of the scales included. */
    public double bitsPerWeight() {
        return 8.0 * bytesAfter / weights();
    }

    /** |decoded - original| / |original|; for an array of zeros |decoded|. */
    private static double error(float[] original, float[] decoded) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < original.length; i++) {
            double d = (double) decoded[i] - original[i];
            difference += d * d;
            norm += (double) original[i] * original[i];
        }
        return Math.sqrt(norm == 0 ? difference : difference / norm);
    }
}
