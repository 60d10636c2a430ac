package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;

/**
 * Scales of least error where each column counts as much as the mean square of its activations:
 * what llama.cpp calls an importance matrix.
 */
final class ImportanceMatrix implements Calibration {
    @Override
    public String name() {
        return "imatrix";
    }

    @Override
    public String summary() {
        return "scales of least error, each column weighted by the mean square of its activations";
    }

    @Override
    public QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x) {
        PlaneScheme planes = PlanePacker.planes(name(), scheme);
        LayerSample sample = LayerSample.of(scheme, weights, x);
        double[] importance = sample.importance();
        return PlanePacker.pack(
                planes,
                sample.weights(),
                weights.cols(),
                (group, column) -> WeightedFit.find(planes, group, importance, column));
    }
}
