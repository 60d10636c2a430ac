package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of vectors in modes that are more than rounding each operand: by one of our engines, as
 * the products of matrices that they are.
 */
final class VectorProducts {
    private VectorProducts() {}

    /** True for an f32 array all of whose elements lie along one axis, none of them backwards. */
    static boolean isVector(INDArray array) {
        return OperandRounder.governs(array)
                && array.rank() <= 2
                && Arrays.stream(array.stride()).allMatch(stride -> stride >= 0)
                && array.length() == longest(array)
                && array.length() < Integer.MAX_VALUE;
    }

    private static long longest(INDArray array) {
        long longest = 1;
        for (long length : array.shape()) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    /** x [1,k] · y [k,1]. */
    static float dot(INDArray x, INDArray y, Precision mode) {
        float[] product = new float[1];
        Matrix c = Matrix.rowMajor(MemorySegment.ofArray(product), 1, 1);
        multiply(column(x).transposed(), column(y), c, 1, 0, mode);
        keep(x, y);
        return product[0];
    }

    /** a [m,n] = a + alpha · x [m,1] · y [1,n]. */
    static void addOuter(float alpha, INDArray x, INDArray y, INDArray a, Precision mode) {
        multiply(
                column(x),
                column(y).transposed(),
                MatrixStack.of(a, false).matrix(0),
                alpha,
                1,
                mode);
        keep(x, y, a);
    }

    /** z = x · factor of a column x [m,1], z = factor · x of a row x [1,n]; factor is [1,1]. */
    static void scale(INDArray x, float factor, INDArray z, Precision mode) {
        Matrix one = Matrix.rowMajor(MemorySegment.ofArray(new float[] {factor}), 1, 1);
        if (x.rank() == 2 && x.size(0) == 1) {
            multiply(one, column(x).transposed(), column(z).transposed(), 1, 0, mode);
        } else {
            multiply(column(x), one, column(z), 1, 0, mode);
        }
        keep(x, z);
    }

    /** Matrices know their memory by its address alone. */
    private static void keep(INDArray... arrays) {
        for (INDArray array : arrays) {
            Reference.reachabilityFence(array);
        }
    }

    private static void multiply(
            Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode) {
        Engine engine = Engines.select(Numerics.current().engine());
        engine.matmul(a, b, c, alpha, beta, mode);
        engine.synchronize();
    }

    /** [length, 1], in its own memory. */
    static Matrix column(INDArray vector) {
        long length = vector.length();
        long stride = 1;
        for (int axis = 0; axis < vector.rank(); axis++) {
            stride = vector.size(axis) == length ? vector.stride(axis) : stride;
        }
        MemorySegment memory = OperandRounder.memory(vector, 1 + (length - 1) * stride);
        return new Matrix(
                new Buffer.Host(memory), DType.F32, 0, Math.toIntExact(length), 1, stride, 1);
    }
}
