package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * ND4J's {@code matmul} computed by one of our engines, straight from and into ND4J's memory: the
 * engine rounds while it packs, so no copy is made.
 */
final class EngineMatmul {
    private EngineMatmul() {}

    /**
     * True if the operation is one product of two f32 matrices, in whatever order and with whatever
     * strides; or of a matrix and a vector, as it is.
     */
    static boolean fits(CustomOp op, OpContext context) {
        return context.numOutputArguments() == 1
                && context.numInputArguments() == 2
                && isFactor(context.getInputArray(0), flag(op, 0))
                && isFactor(context.getInputArray(1), flag(op, 1))
                && isFactor(context.getOutputArray(0), false)
                && !flag(op, 2);
    }

    private static boolean isFactor(INDArray array, boolean transposed) {
        boolean isVector = array.rank() == 1 && VectorProducts.isVector(array) && !transposed;
        return isMatrix(array) || isVector;
    }

    /** A vector is a row on the left of a product, else a column. */
    private static Matrix factor(INDArray array, boolean isLeft) {
        if (array.rank() == 2) {
            return matrix(array);
        }
        Matrix column = VectorProducts.column(array);
        return isLeft ? column.transposed() : column;
    }

    /** c = alpha · op(a) · op(b) + beta · c. */
    static INDArray[] run(CustomOp op, OpContext context, Engine engine, Precision mode) {
        Matrix a = factor(context.getInputArray(0), true);
        Matrix b = factor(context.getInputArray(1), false);
        INDArray output = context.getOutputArray(0);
        double[] factors = op.tArgs();
        float alpha = factors.length > 0 ? (float) factors[0] : 1;
        float beta = factors.length > 1 ? (float) factors[1] : 0;
        engine.matmul(
                flag(op, 0) ? a.transposed() : a,
                flag(op, 1) ? b.transposed() : b,
                factor(output, context.getInputArray(0).rank() == 1),
                alpha,
                beta,
                mode);
        engine.synchronize();
        return new INDArray[] {output};
    }

    private static boolean flag(CustomOp op, int index) {
        long[] flags = op.iArgs();
        return flags.length > index && flags[index] == 1;
    }

    static boolean isMatrix(INDArray array) {
        return array.rank() == 2
                && OperandRounder.governs(array)
                && array.stride(0) >= 0
                && array.stride(1) >= 0;
    }

    static Matrix matrix(INDArray array) {
        long span =
                1 + (array.size(0) - 1) * array.stride(0) + (array.size(1) - 1) * array.stride(1);
        MemorySegment memory = OperandRounder.memory(array, span);
        return new Matrix(
                new Buffer.Host(memory),
                DType.F32,
                0,
                Math.toIntExact(array.size(0)),
                Math.toIntExact(array.size(1)),
                array.stride(0),
                array.stride(1));
    }
}
