package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * ND4J's {@code matmul} computed by one of our engines, straight from and into ND4J's memory: the
 * engine rounds while it packs, so no copy is made.
 */
final class EngineMatmul {
    private static final int TRANSPOSE_RESULT = 2;

    private final MatrixStack a;
    private final MatrixStack b;
    private final MatrixStack c;
    private final INDArray output;
    private final float alpha;
    private final float beta;

    private EngineMatmul(
            MatrixStack a, MatrixStack b, MatrixStack c, INDArray output, double[] factors) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.output = output;
        this.alpha = factors.length > 0 ? (float) factors[0] : 1;
        this.beta = factors.length > 1 ? (float) factors[1] : 0;
    }

    /**
     * The operation as products of f32 matrices, in whatever order and with whatever strides: two
     * matrices, a matrix and a vector, or as many matrices one way as the other; null if it is
     * anything else.
     */
    static @Nullable EngineMatmul of(CustomOp op, OpContext context) {
        if (context.numOutputArguments() != 1 || context.numInputArguments() != 2) {
            return null;
        }
        INDArray x = context.getInputArray(0);
        INDArray y = context.getInputArray(1);
        INDArray z = context.getOutputArray(0);
        if (!MatrixStack.fits(x) || !MatrixStack.fits(y) || !MatrixStack.fits(z)) {
            return null;
        }
        long[] flags = op.iArgs();
        boolean vectors = x.rank() == 1 || y.rank() == 1;
        boolean turned = flag(flags, 0) || flag(flags, 1);
        if (flag(flags, TRANSPOSE_RESULT) || vectors && turned) {
            return null;
        }
        MatrixStack a = MatrixStack.of(x, true);
        MatrixStack b = MatrixStack.of(y, false);
        EngineMatmul product =
                new EngineMatmul(
                        flag(flags, 0) ? a.transposed() : a,
                        flag(flags, 1) ? b.transposed() : b,
                        MatrixStack.of(z, x.rank() == 1),
                        z,
                        op.tArgs());
        return product.agrees() ? product : null;
    }

    private boolean agrees() {
        return a.count() == b.count()
                && a.count() == c.count()
                && a.cols() == b.rows()
                && a.rows() == c.rows()
                && b.cols() == c.cols()
                && c.ownsItsElements();
    }

    /** c = alpha · op(a) · op(b) + beta · c. */
    INDArray[] run(Engine engine, Precision mode) {
        for (int i = 0; i < c.count(); i++) {
            Matrix result = c.matrix(i);
            engine.matmul(a.matrix(i), b.matrix(i), result, alpha, beta, mode);
        }
        engine.synchronize();
        return new INDArray[] {output};
    }

    /** Gives both factors of each product. */
    void factors(BiConsumer<Matrix, Matrix> to) {
        for (int i = 0; i < c.count(); i++) {
            to.accept(a.matrix(i), b.matrix(i));
        }
    }

    /** The same product from the packed form of one of its factors; null if neither has one. */
    @Nullable PackedMatmul packed(PackedParameters known) {
        return c.count() != 1
                ? null
                : PackedMatmul.of(
                        known,
                        a.matrix(0),
                        b.matrix(0),
                        c.matrix(0),
                        new float[] {alpha, beta},
                        output);
    }

    private static boolean flag(long[] flags, int index) {
        return flags.length > index && flags[index] == 1;
    }
}
