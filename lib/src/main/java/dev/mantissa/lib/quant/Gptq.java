package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;

/**
 * Columns are rounded one after another as they lie; those that follow take up the error, as far as
 * activations go together (GPTQ, Frantar et al. 2022). The scale of a group is found when its turn
 * comes, for the weights as they are then.
 */
final class Gptq implements Calibration {
    @Override
    public String name() {
        return "gptq";
    }

    @Override
    public String summary() {
        return "columns are rounded one after another, and those that follow take up the error";
    }

    @Override
    public QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x) {
        PlaneScheme planes = PlanePacker.planes(name(), scheme);
        if (scheme.group() == QuantScheme.TENSOR) {
            return GptqOrdered.encode(planes, LayerSample.of(scheme, weights, x), false);
        }
        LayerSample sample = LayerSample.of(scheme, weights, x);
        int cols = sample.cols();
        ErrorFeedback feedback =
                ErrorFeedback.of(ErrorFeedback.hessian(sample.x()), ErrorFeedback.asStored(cols));
        double[] importance = sample.importance();
        QuantTensor tensor = PlanePacker.allocate(planes, sample.weights(), cols);
        PlanePacker.eachRow(
                sample.weights().length,
                i -> {
                    float[] row = PlanePacker.divided(sample.weights()[i], tensor.tensorScale());
                    planes.putCodes(codes(planes, row, feedback, importance, tensor, i), i, tensor);
                });
        return tensor;
    }

    private static byte[] codes(
            PlaneScheme scheme,
            float[] row,
            ErrorFeedback feedback,
            double[] importance,
            QuantTensor into,
            int index) {
        byte[] codes = PlanePacker.codes(row.length);
        double[] errors = new double[row.length];
        int step = PlanePacker.step(scheme, row.length);
        for (int from = 0; from < row.length; from += step) {
            int end = Math.min(row.length, from + step);
            double[] moved = moved(row, feedback, errors, from, end);
            float[] group = free(row, moved, feedback, errors, from);
            GroupFit fit = WeightedFit.find(scheme, group, importance, from);
            into.putScale(index, from / step, fit);
            for (int c = from; c < end; c++) {
                double target = moved[c - from] + feedback.shift(errors, c, from, c);
                errors[c] = row[c] - round(scheme, target, fit, codes, c);
            }
        }
        return codes;
    }

    /** A group's weights, moved by the errors before it. */
    private static double[] moved(
            float[] row, ErrorFeedback feedback, double[] errors, int from, int end) {
        double[] moved = new double[end - from];
        for (int c = from; c < end; c++) {
            moved[c - from] = row[c] + feedback.shift(errors, c, 0, from);
        }
        return moved;
    }

    /**
     * What the group would be if it took up those errors without rounding: what its scale is found
     * for. Its errors are overwritten.
     */
    private static float[] free(
            float[] row, double[] moved, ErrorFeedback feedback, double[] errors, int from) {
        float[] free = new float[moved.length];
        for (int c = from; c < from + free.length; c++) {
            double target = moved[c - from] + feedback.shift(errors, c, from, c);
            errors[c] = row[c] - target;
            free[c - from] = (float) target;
        }
        return free;
    }

    /** Stores the nearest code at {@code at}; returns what it stands for. */
    static double round(PlaneScheme scheme, double target, GroupFit fit, byte[] codes, int at) {
        PlanePacker.assign(scheme.levels(), new float[] {(float) target}, fit, codes, at);
        return scheme.levels().level(codes[at]) * (double) fit.scale() + fit.zero();
    }
}
