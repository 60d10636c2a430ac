package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A weight array of a network seen as a matrix [outputs, inputs]: each row holds the weights that
 * are summed for one output, which is the direction in which groups share a scale.
 *
 * @param name the parameter's name in the network: "0_W", "dense_W"
 * @param array the array that the network computes with
 * @param outputAxes axes of {@code array} that number the outputs
 */
record WeightMatrix(String name, INDArray array, int... outputAxes) {
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
        IntStream inputs =
                IntStream.range(0, array.rank())
                        .filter(axis -> IntStream.of(outputAxes).noneMatch(out -> out == axis));
        return array.permute(IntStream.concat(IntStream.of(outputAxes), inputs).toArray());
    }
}
