package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.format.NumberFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes rounded copies of arrays in scratch memory; the arrays themselves are never changed. */
final class OperandRounder {
    /** A view may have this many times as many elements in its span as of its own. */
    private static final long SPARSEST_SPAN = 4;

    private OperandRounder() {}

    /** True for the arrays whose products the policy governs: f32 with at least one element. */
    static boolean governs(INDArray array) {
        return array.dataType() == DataType.FLOAT && !array.isEmpty();
    }

    /**
     * {@code array} with every element rounded: same shape, and the same strides where memory
     * allows, so that ND4J takes the same path as for the array itself.
     */
    static INDArray round(INDArray array, NumberFormat format, Scratch scratch) {
        long span = span(array);
        if (span < 0 || span > SPARSEST_SPAN * array.length()) {
            return gathered(array, format);
        }
        INDArray copy = scratch.like(array, span);
        format.round(memory(array, span), memory(copy, span), span);
        return copy;
    }

    /** The memory of an array from its first element on. */
    static MemorySegment memory(INDArray array, long elements) {
        long address = array.data().address() + Float.BYTES * array.offset();
        return MemorySegment.ofAddress(address).reinterpret(Float.BYTES * elements);
    }

    /**
     * As {@link #memory}, of a dense array that nobody else may hold: the memory keeps it alive.
     */
    static MemorySegment kept(INDArray array) {
        return MemorySegment.ofAddress(memory(array, array.length()).address())
                .reinterpret(
                        Float.BYTES * array.length(),
                        Arena.ofAuto(),
                        _ -> Reference.reachabilityFence(array));
    }

    private static INDArray gathered(INDArray array, NumberFormat format) {
        INDArray dense = array.dup();
        MemorySegment memory = memory(dense, dense.length());
        format.round(memory, memory, dense.length());
        return dense;
    }

    /** Elements from the first to the last one in memory, or -1 if a stride is negative. */
    static long span(INDArray array) {
        long[] shape = array.shape();
        long[] strides = array.stride();
        long span = 1;
        for (int i = 0; i < shape.length; i++) {
            if (strides[i] < 0) {
                return -1;
            }
            span += (shape[i] - 1) * strides[i];
        }
        return span;
    }
}
