package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.ProductKernel;
import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.quant.WeightDistribution;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What quantising did to one weight array.
 *
 * @param name the parameter's name in the network: "0_W"
 * @param shape of the array
 * @param bytesBefore as f32
 * @param bytesAfter packed, scales included
 * @param predictedError relative error that the scheme expects on normally distributed weights of
 *     that shape
 * @param measuredError relative error of these weights, Frobenius norm; NaN where the originals are
 *     not known
 * @param scheme by which it is packed: "q4:g32"
 * @param kernel who multiplies with it
 * @param calibration what it did for the array; null if it was rounded by the scheme itself
 * @param products how many products have been made from the packed form since it was quantised
 */
public record LayerReport(
        String name,
        List<Long> shape,
        long bytesBefore,
        long bytesAfter,
        double predictedError,
        double measuredError,
        String scheme,
        ProductKernel kernel,
        @Nullable CalibrationGain calibration,
        long products) {
    /** Where the network's own operation reads the array, which holds the decoded values. */
    static final ProductKernel DECODED =
            new ProductKernel(
                    "ND4J, decoded values",
                    "not a product of matrices as it lies in memory, so ND4J's own operation multiplies the decoded f32 values");

    public LayerReport {
        shape = List.copyOf(shape);
    }

    static LayerReport of(
            WeightMatrix matrix,
            float @Nullable [] original,
            float[] decoded,
            QuantTensor packed,
            @Nullable PackedParameter parameter,
            @Nullable CalibrationGain calibration) {
        return new LayerReport(
                matrix.name(),
                Arrays.stream(matrix.array().shape()).boxed().toList(),
                (long) Float.BYTES * decoded.length,
                packed.bytes(),
                packed.scheme()
                        .expectedError(WeightDistribution.NORMAL, packed.rows(), packed.cols()),
                original == null ? Double.NaN : error(original, decoded),
                packed.scheme().toString(),
                parameter == null ? DECODED : packed.kernel(),
                calibration,
                parameter == null ? 0 : parameter.products().sum());
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
