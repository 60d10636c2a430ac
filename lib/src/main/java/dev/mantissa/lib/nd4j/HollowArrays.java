package dev.mantissa.lib.nd4j;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays that have the shape of weights and hardly any memory. */
final class HollowArrays {
    private static final Cleaner CLEANER = Cleaner.create();

    private HollowArrays() {}

    /**
     * A row [1, length] that nothing has been written to, so that it takes addresses and no memory.
     * ND4J's own arrays are filled with zeros, and one element for all would have it set memory
     * aside for each view that is longer than its buffer.
     */
    static INDArray row(long length) {
        Pointer memory = Pointer.malloc(Float.BYTES * length);
        if (memory == null) {
            throw new OutOfMemoryError("no addresses for %,d parameters".formatted(length));
        }
        DataBuffer buffer = Nd4j.createBuffer(new FloatPointer(memory), length, DataType.FLOAT);
        CLEANER.register(buffer, () -> Pointer.free(memory));
        return Nd4j.create(buffer, 1, length);
    }

    /**
     * Its elements overlap, and all of them are NaN, so that whatever reads them instead of the
     * packed form is seen at once. As [outputs, inputs] it has strides 2 and 1, which are told from
     * those of its transpose.
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
