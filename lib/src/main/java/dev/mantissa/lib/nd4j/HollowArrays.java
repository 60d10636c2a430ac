package dev.mantissa.lib.nd4j;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that have the shape of weights and hardly any memory: their elements overlap, and all of
 * them are NaN, so that whatever reads them instead of the packed form is seen at once.
 */
final class HollowArrays {
    private HollowArrays() {}

    /** A row [1, length] of one element. */
    static INDArray row(long length) {
        return Nd4j.create(nans(1), new long[] {1, length}, new long[] {0, 0}, 0, 'c');
    }

    /**
     * As [outputs, inputs] it has strides 2 and 1, which are told from those of its transpose.
     *
     * @param outputAxes axes of {@code shape} that number the outputs
     */
    static INDArray weights(long[] shape, int... outputAxes) {
        int[] inputAxes =
                IntStream.range(0, shape.length)
                        .filter(axis -> IntStream.of(outputAxes).noneMatch(out -> out == axis))
                        .toArray();
        long[] strides = new long[shape.length];
        long inputs = fill(strides, shape, inputAxes, 1);
        long outputs = fill(strides, shape, outputAxes, 2);
        return Nd4j.create(nans(inputs + outputs), shape, strides, 0, 'c');
    }

    /** Strides of these axes in c order; returns the span of them all. */
    private static long fill(long[] strides, long[] shape, int[] axes, long step) {
        long stride = step;
        for (int i = axes.length - 1; i >= 0; i--) {
            strides[axes[i]] = stride;
            stride *= shape[axes[i]];
        }
        return stride;
    }

    private static DataBuffer nans(long count) {
        float[] values = new float[Math.toIntExact(count)];
        Arrays.fill(values, Float.NaN);
        return Nd4j.createTypedBuffer(values, DataType.FLOAT);
    }
}
