package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A separable convolution as a convolution per channel and a 1 × 1 convolution over channels. Where
 * the second one's weights are not given there is only the first.
 */
final class SeparableSteps {
    private static final String DEPTH = "depthwise_conv2d";
    private static final String POINT = "conv2d";
    private static final int PLAIN_ARGUMENTS = 8;

    private SeparableSteps() {}

    /** input, depth weights, point weights?, bias? -> result. */
    static List<INDArray> forward(List<INDArray> in, long[] integers) {
        int[] arguments = Arrays.stream(integers).mapToInt(Math::toIntExact).toArray();
        if (!hasPoint(in, 2)) {
            return List.of(Steps.run(DEPTH, arguments, in.toArray(INDArray[]::new)));
        }
        List<INDArray> second = new ArrayList<>(in.subList(2, in.size()));
        second.addFirst(Steps.run(DEPTH, arguments, in.get(0), in.get(1))[0]);
        return List.of(
                Steps.run(POINT, pointArguments(arguments), second.toArray(INDArray[]::new)));
    }

    /**
     * input, gradient, depth weights, point weights?, bias? -> gradients of the input, of the
     * weights and of the bias.
     */
    static List<INDArray> backward(List<INDArray> in, long[] integers) {
        int[] arguments = Arrays.stream(integers).mapToInt(Math::toIntExact).toArray();
        INDArray input = in.get(0);
        INDArray gradient = in.get(1);
        INDArray depth = in.get(2);
        if (!hasPoint(in, 3)) {
            List<INDArray> all = new ArrayList<>(List.of(input, depth));
            all.addAll(in.subList(3, in.size()));
            all.add(gradient);
            return List.of(Steps.run(DEPTH + "_bp", arguments, all.toArray(INDArray[]::new)));
        }
        List<INDArray> second = new ArrayList<>(in.subList(3, in.size()));
        second.addFirst(Steps.run(DEPTH, arguments, input, depth)[0]);
        second.add(gradient);
        INDArray[] point =
                Steps.run(
                        POINT + "_bp", pointArguments(arguments), second.toArray(INDArray[]::new));
        INDArray[] first = Steps.run(DEPTH + "_bp", arguments, input, depth, point[0]);
        List<INDArray> gradients = new ArrayList<>(List.of(first[0], first[1]));
        gradients.addAll(Arrays.asList(point).subList(1, point.length));
        return gradients;
    }

    private static boolean hasPoint(List<INDArray> in, int index) {
        return in.size() > index && in.get(index).rank() == 4;
    }

    /** A 1 × 1 kernel with stride 1, no padding; the layout arguments stay. */
    private static int[] pointArguments(int[] arguments) {
        int[] point = arguments.clone();
        int[] plain = {1, 1, 1, 1, 0, 0, 1, 1};
        System.arraycopy(plain, 0, point, 0, PLAIN_ARGUMENTS);
        return point;
    }
}
