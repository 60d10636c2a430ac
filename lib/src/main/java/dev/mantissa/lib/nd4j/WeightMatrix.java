package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A weight array of a network seen as a matrix [outputs, inputs]: each row holds the weights that
 * are summed for one output, which is the direction in which groups share a scale.
 *
 * @param name the parameter's name in the network: "0_W", "dense_W"
 * @param words other words by which a person may mean it: its layer, the layer's kind and roles
 * @param multiplied whether the network multiplies it as a matrix, as it lies in memory
 * @param array the array that the network computes with
 * @param outputAxes axes of {@code array} that number the outputs
 */
record WeightMatrix(
        String name, List<String> words, boolean multiplied, INDArray array, int... outputAxes) {
    WeightMatrix {
        words = List.copyOf(words);
    }

    int rows() {
        return Math.toIntExact(
                IntStream.of(outputAxes).mapToLong(array::size).reduce(1, (a, b) -> a * b));
    }

    int cols() {
        return Math.toIntExact(array.length() / rows());
    }

    /** The values, row-major. */
    float[] values() {
        return byOutput().dup('c').data().asFloat();
    }

    /** Puts values back where {@link #values()} took them from. */
    void assign(float[] values) {
        INDArray view = byOutput();
        view.assign(Nd4j.createFromArray(values).reshape(view.shape()));
    }

    /**
     * The array's own memory as a matrix [outputs, inputs], as its products see it; null if it has
     * none, or no two strides describe it.
     */
    @Nullable Matrix view() {
        if (!multiplied) {
            return null;
        }
        int[] inputs = inputAxes();
        long down = stride(outputAxes);
        long along = stride(inputs);
        long span = OperandRounder.span(array);
        if (down < 0 || along < 0 || span < 0) {
            return null;
        }
        Buffer memory = new Buffer.Host(OperandRounder.memory(array, span));
        return new Matrix(memory, DType.F32, 0, rows(), cols(), down, along);
    }

    /** From one element to the next along all these axes in c order; -1 if that varies. */
    private long stride(int... axes) {
        for (int i = 0; i + 1 < axes.length; i++) {
            if (array.stride(axes[i]) != array.size(axes[i + 1]) * array.stride(axes[i + 1])) {
                return -1;
            }
        }
        return axes.length == 0 ? 1 : array.stride(axes[axes.length - 1]);
    }

    /** Row-major values as a matrix of that many rows. */
    static Matrix matrix(float[] values, int rows) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), rows, values.length / rows);
    }

    /** The values of a dense row-major matrix. */
    static float[] values(Matrix matrix) {
        int count = matrix.rows() * matrix.cols();
        return matrix.host()
                .asSlice(matrix.offset() * Float.BYTES, (long) count * Float.BYTES)
                .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /** A view with the axes of the outputs first. */
    private INDArray byOutput() {
        return array.permute(
                IntStream.concat(IntStream.of(outputAxes), IntStream.of(inputAxes())).toArray());
    }

    private int[] inputAxes() {
        return IntStream.range(0, array.rank())
                .filter(axis -> IntStream.of(outputAxes).noneMatch(out -> out == axis))
                .toArray();
    }
}
