package dev.mantissa.lib.nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays that have the shape of weights and hardly any memory: addresses for all their elements,
 * but no page behind those that nobody writes to. It takes addresses for all of them, though their
 * elements overlap: for a view that is longer than its buffer, as DL4J's reshaped kernels are, ND4J
 * moves the buffer, and frees the memory from which Java goes on to read.
 */
final class HollowArrays {
    private static final Cleaner CLEANER = Cleaner.create();

    private HollowArrays() {}

    /** A row [1, length] that nothing has been written to. */
    static INDArray row(long length) {
        return Nd4j.create(unwritten(length), 1, length);
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
        long span = fill(strides, shape, inputAxes, 1) + fill(strides, shape, outputAxes, 2);
        long length = LongStream.of(shape).reduce(1, Math::multiplyExact);
        DataBuffer buffer = unwritten(Math.max(length, span));
        INDArray hollow = Nd4j.create(buffer, shape, strides, 0, 'c');
        MemorySegment memory = OperandRounder.memory(hollow, span);
        for (long i = 0; i < span; i++) {
            memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, Float.NaN);
        }
        return hollow;
    }

    /** Not by ND4J, which fills its own buffers with zeros. */
    private static DataBuffer unwritten(long length) {
        Pointer memory = Pointer.malloc(Float.BYTES * length);
        if (memory == null) {
            throw new OutOfMemoryError("no addresses for %,d parameters".formatted(length));
        }
        DataBuffer buffer =
                Nd4j.createBuffer(
                        new FloatPointer(memory).capacity(length), length, DataType.FLOAT);
        CLEANER.register(buffer, () -> Pointer.free(memory));
        return buffer;
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
}
