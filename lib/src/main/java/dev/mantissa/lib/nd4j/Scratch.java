package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One thread's f32 buffers for rounded operands, reused from operation to operation. Buffers are
 * handed out like a stack, so an operation inside another never gets one that is in use.
 */
final class Scratch {
    /** Larger buffers are given back at once rather than kept: 32 MiB. */
    private static final long KEPT_ELEMENTS = 8L << 20;

    private final List<DataBuffer> buffers = new ArrayList<>();
    private int used;

    /** Where the stack stands; give it to {@link #release} when the operation is over. */
    int mark() {
        return used;
    }

    /** A buffer of at least {@code elements} floats that nobody else holds. */
    DataBuffer take(long elements) {
        if (used == buffers.size()) {
            buffers.add(allocate(elements));
        } else if (buffers.get(used).length() < elements) {
            buffers.set(used, allocate(elements)).close();
        }
        return buffers.get(used++);
    }

    /** Gives back everything taken since {@code mark}. */
    void release(int mark) {
        while (used > mark) {
            used--;
            if (buffers.get(used).length() > KEPT_ELEMENTS) {
                buffers.set(used, allocate(1)).close();
            }
        }
    }

    private static DataBuffer allocate(long elements) {
        try (var _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createBuffer(DataType.FLOAT, Math.max(1, elements), false);
        }
    }
}
