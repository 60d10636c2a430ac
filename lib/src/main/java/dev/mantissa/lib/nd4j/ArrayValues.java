package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.range.Values;
import java.lang.foreign.MemorySegment;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The elements of an f32 array: its own memory where nothing else lies between them. */
final class ArrayValues implements Values {
    private final INDArray array;
    private final INDArray dense;

    private ArrayValues(INDArray array, INDArray dense) {
        this.array = array;
        this.dense = dense;
    }

    static ArrayValues of(INDArray array) {
        boolean direct = OperandRounder.span(array) == array.length();
        return new ArrayValues(array, direct ? array : copy(array));
    }

    /** A copy that takes no memory from the workspace of a network at work. */
    static INDArray copy(INDArray array) {
        try (var _ = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return array.dup('c');
        }
    }

    @Override
    public MemorySegment memory() {
        return dense == array
                ? OperandRounder.memory(dense, dense.length())
                : OperandRounder.kept(dense);
    }

    @Override
    public long count() {
        return dense.length();
    }

    @Override
    public void changed() {
        if (dense != array) {
            array.assign(dense);
        }
    }
}
