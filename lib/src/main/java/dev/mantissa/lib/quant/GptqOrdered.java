package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * As {@link Gptq}, but the columns with the largest activations come first, while there are still
 * many to take up their error. Scales are found beforehand, for the weights as they are.
 */
final class GptqOrdered implements Calibration {
    @Override
    public String name() {
        return "gptq_ordered";
    }

    @Override
    public String summary() {
        return "the same, columns with the largest activations first";
    }

    @Override
    public QuantTensor encode(QuantScheme scheme, Matrix weights, Matrix x) {
        PlaneScheme planes = PlanePacker.planes(name(), scheme);
        return encode(planes, LayerSample.of(scheme, weights, x), true);
    }

    /**
     * With scales found beforehand; columns in falling order of their activations, or as stored.
     */
    static QuantTensor encode(PlaneScheme scheme, LayerSample sample, boolean ordered) {
        double[][] hessian = ErrorFeedback.hessian(sample.x());
        int[] order = ordered ? falling(hessian) : ErrorFeedback.asStored(hessian.length);
        ErrorFeedback feedback = ErrorFeedback.of(hessian, order);
        float[][] weights = sample.weights();
        QuantTensor tensor = PlanePacker.allocate(scheme, weights, sample.cols());
        double[] importance = sample.importance();
        GroupFit[][] fits =
                PlanePacker.fits(
                        scheme,
                        weights,
                        tensor,
                        (group, column) -> WeightedFit.find(scheme, group, importance, column));
        PlanePacker.eachRow(
                weights.length,
                i -> {
                    float[] row = PlanePacker.divided(weights[i], tensor.tensorScale());
                    scheme.putCodes(codes(scheme, row, feedback, order, fits[i]), i, tensor);
                });
        return tensor;
    }

    private static byte[] codes(
            PlaneScheme scheme, float[] row, ErrorFeedback feedback, int[] order, GroupFit[] fits) {
        byte[] codes = PlanePacker.codes(row.length);
        double[] errors = new double[row.length];
        int step = PlanePacker.step(scheme, row.length);
        for (int place = 0; place < order.length; place++) {
            int c = order[place];
            double target = row[c] + feedback.shift(errors, place, 0, place);
            errors[place] = row[c] - Gptq.round(scheme, target, fits[c / step], codes, c);
        }
        return codes;
    }

    private static int[] falling(double[][] hessian) {
        return IntStream.range(0, hessian.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -hessian[i][i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
