package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.ErrorReport;
import java.util.List;

/**
 * What quantising one weight array of a network does, the others left as they are.
 *
 * @param name the parameter's name in the network: "0_W"
 * @param shape of the array
 * @param bitsPerWeight truly stored, scales included
 * @param expectedError relative error that the scheme expects on normally distributed weights
 * @param weightError relative error of these weights
 * @param output the output against that of the network in f64
 */
public record LayerSensitivity(
        String name,
        List<Long> shape,
        double bitsPerWeight,
        double expectedError,
        double weightError,
        ErrorReport output) {

    static LayerSensitivity of(LayerReport report, ErrorReport output) {
        return new LayerSensitivity(
                report.name(),
                report.shape(),
                report.bitsPerWeight(),
                report.predictedError(),
                report.measuredError(),
                output);
    }

    /** Relative error of the output. */
    public double error() {
        return output.relativeFrobenius();
    }

    /** Number of weights. */
    public long weights() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }
}
