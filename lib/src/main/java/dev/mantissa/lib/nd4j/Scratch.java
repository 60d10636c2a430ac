package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One thread's f32 arrays for rounded operands, reused from operation to operation. Memory is
 * handed out like a stack, so an operation inside another never gets what is in use.
 */
final class Scratch {
    /** Larger memory is given back at once rather than kept: 32 MiB. */
    private static final long KEPT_ELEMENTS = 8L << 20;

    private final List<Slot> slots = new ArrayList<>();
    private int used;

    /** Where the stack stands; give it to {@link #release} when the operation is over. */
    int mark() {
        return used;
    }

    /** An array laid out like {@code array}, which spans {@code elements} in memory. */
    INDArray like(INDArray array, long elements) {
        if (used == slots.size()) {
            slots.add(new Slot());
        }
        return slots.get(used++).like(array, elements);
    }

    /** Gives back everything taken since {@code mark}. */
    void release(int mark) {
        while (used > mark) {
            slots.get(--used).trim();
        }
    }

    /** Memory, and the array last laid over it: the same layout comes again and again. */
    private static final class Slot {
        private DataBuffer memory = allocate(1);
        private @Nullable INDArray array;

        INDArray like(INDArray model, long elements) {
            if (memory.length() < elements) {
                replace(elements);
            }
            INDArray now = array;
            if (now == null || !Arrays.equals(now.shapeInfoJava(), model.shapeInfoJava())) {
                now = Nd4j.create(memory, model.shape(), model.stride(), 0, model.ordering());
                array = now;
            }
            return now;
        }

        void trim() {
            if (memory.length() > KEPT_ELEMENTS) {
                replace(1);
            }
        }

        private void replace(long elements) {
            array = null;
            memory.close();
            memory = allocate(elements);
        }

        private static DataBuffer allocate(long elements) {
            try (var _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                return Nd4j.createBuffer(DataType.FLOAT, elements, false);
            }
        }
    }
}
