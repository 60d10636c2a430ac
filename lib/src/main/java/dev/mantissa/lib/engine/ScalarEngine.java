package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The oracle: the definition of a product, one element after the other, always there and never
 * optimised. Sums run over k in ascending order, in f32 or, where the mode asks for it, in f64.
 */
public final class ScalarEngine extends HostEngine {
    static final int SCORE = 1;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public Probe probe() {
        return new Probe.Ready(SCORE, "plain Java, 1 thread: the oracle, slow");
    }

    @Override
    public void matmul(Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode) {
        Operands.check(name(), a, b, c);
        if (Overlap.of(c, a) || Overlap.of(c, b)) {
            Matrix beside = Overlap.beside(c, beta != 0);
            matmul(a, b, beside, alpha, beta, mode);
            Overlap.copy(beside, c);
            return;
        }
        if (!mode.isPlain()) {
            ComposedProduct.run(this, WorkerPool.shared(), a, b, c, alpha, beta, mode);
            return;
        }
        boolean f64 = mode.accumulation() == Accumulation.F64;
        for (int i = 0; i < c.rows(); i++) {
            CancelledException.check("matmul");
            for (int j = 0; j < c.cols(); j++) {
                float old = beta == 0 ? 0 : get(c, i, j);
                float value =
                        f64
                                ? (float) (alpha * sumF64(a, b, i, j, mode) + (double) beta * old)
                                : alpha * sumF32(a, b, i, j, mode) + beta * old;
                set(c, i, j, value);
            }
        }
    }

    private static float sumF32(Matrix a, Matrix b, int i, int j, Precision mode) {
        NumberFormat format = mode.operandFormat();
        float sum = 0;
        for (int p = 0; p < a.cols(); p++) {
            sum += format.round(get(a, i, p)) * format.round(get(b, p, j));
        }
        return sum;
    }

    private static double sumF64(Matrix a, Matrix b, int i, int j, Precision mode) {
        NumberFormat format = mode.operandFormat();
        double sum = 0;
        for (int p = 0; p < a.cols(); p++) {
            sum += (double) format.round(get(a, i, p)) * format.round(get(b, p, j));
        }
        return sum;
    }

    private static float get(Matrix x, int row, int col) {
        return x.host().get(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset(x, row, col));
    }

    private static void set(Matrix x, int row, int col, float value) {
        MemorySegment memory = x.host();
        memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, byteOffset(x, row, col), value);
    }

    private static long byteOffset(Matrix x, int row, int col) {
        return (x.offset() + row * x.rowStride() + col * x.colStride()) * Float.BYTES;
    }
}
