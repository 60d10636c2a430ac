package dev.mantissa.lib.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * The gradient of a bias is a sum, not a product: it must see the gradient as it is, not rounded.
 */
final class BiasGradient {
    private static final int BIAS_OUTPUT = 2;

    private BiasGradient() {}

    /**
     * Overwrites the bias gradient of a backward operation with the sum of the unrounded output
     * gradient, its last input, over every axis but the channels'. Does nothing without a bias.
     */
    static void recompute(CustomOp op, OpContext context) {
        if (context.numOutputArguments() <= BIAS_OUTPUT) {
            return;
        }
        INDArray gradient = context.getInputArray(context.numInputArguments() - 1);
        INDArray bias = context.getOutputArray(BIAS_OUTPUT);
        int channels = channelAxis(op, gradient.rank());
        int[] others = new int[gradient.rank() - 1];
        for (int axis = 0, i = 0; axis < gradient.rank(); axis++) {
            if (axis != channels) {
                others[i++] = axis;
            }
        }
        INDArray sum = gradient.sum(others);
        bias.assign(sum.reshape(bias.shape()));
    }

    /** ND4J says where the channels are in an integer argument: 0 = second axis, 1 = last axis. */
    private static int channelAxis(CustomOp op, int rank) {
        int argument =
                switch (op.opName()) {
                    case "conv1d_bp" -> 5;
                    case "conv2d_bp", "depthwise_conv2d_bp", "deconv2d_bp" -> 9;
                    case "conv3dnew_bp", "deconv3d_bp" -> 13;
                    default -> -1; // xw_plus_b_bp: rows are examples
                };
        long[] arguments = op.iArgs();
        boolean channelsSecond =
                argument >= 0 && (arguments.length <= argument || arguments[argument] == 0);
        return channelsSecond ? 1 : rank - 1;
    }
}
