package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.range.RangeGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.BlasWrapper;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The products that ND4J sends to BLAS without an operation: the dot product, to which it turns a
 * product of a row and a column, and the rank-one update.
 */
public final class PolicyBlasWrapper extends BlasWrapper {
    private static final String DOT = "dot";

    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    @Override
    public double dot(INDArray x, INDArray y) {
        PolicyExecutioner ours =
                Nd4j.getExecutioner() instanceof PolicyExecutioner executioner ? executioner : null;
        OpWatch.Started started = ours == null ? null : ours.watch().start(DOT, x, y);
        double result = guarded(x, y, ours);
        if (ours != null && started != null) {
            ours.watch().finish(started, Nd4j.scalar(result));
        }
        return result;
    }

    private double guarded(INDArray x, INDArray y, @Nullable PolicyExecutioner ours) {
        Precision mode = resolved(Modes.ofProduct(DOT, x, y), x, y);
        RangeGuard guard = Guarded.guard();
        if (mode.passesThrough() || guard.isIdle(mode) || !OperandRounder.governs(x)) {
            return dot(x, y, mode);
        }
        GuardedCall call =
                new GuardedCall(
                        DOT,
                        ours == null ? null : ours.places(),
                        List.of(x, y),
                        null,
                        m -> Nd4j.scalar((float) dot(x, y, m)));
        return guard.run(mode, call).getDouble(0);
    }

    private double dot(INDArray x, INDArray y, Precision mode) {
        if (mode.accumulation() == Accumulation.F64 && OperandRounder.governs(x)) {
            return super.dot(x.castTo(DataType.DOUBLE), y.castTo(DataType.DOUBLE));
        }
        if (!mode.isPlain() && VectorProducts.isVector(x) && VectorProducts.isVector(y)) {
            return VectorProducts.dot(x, y, mode);
        }
        return rounded(x, y, mode, super::dot);
    }

    @Override
    public INDArray ger(Number alpha, INDArray x, INDArray y, INDArray a) {
        Precision mode = resolved(Modes.ofProduct(DOT, x, y, a), x, y);
        boolean vectors = VectorProducts.isVector(x) && VectorProducts.isVector(y);
        if (!mode.isPlain() && vectors && a.rank() == 2 && MatrixStack.fits(a)) {
            VectorProducts.addOuter(alpha.floatValue(), x, y, a, mode);
            return a;
        }
        return rounded(x, y, mode, (p, q) -> super.ger(alpha, p, q, a));
    }

    /** What no mode governs asks nothing of the device. */
    private static Precision resolved(Precision mode, INDArray x, INDArray y) {
        return OperandRounder.governs(x) && OperandRounder.governs(y)
                ? Numerics.current().resolve(mode, DOT)
                : mode;
    }

    private <R> R rounded(INDArray x, INDArray y, Precision mode, Product<R> product) {
        if (mode.passesThrough() || !OperandRounder.governs(x) || !OperandRounder.governs(y)) {
            return product.of(x, y);
        }
        NumberFormat format = mode.operandFormat();
        Scratch memory = scratch.get();
        int mark = memory.mark();
        try {
            return product.of(
                    OperandRounder.round(x, format, memory),
                    OperandRounder.round(y, format, memory));
        } finally {
            memory.release(mark);
        }
    }

    private interface Product<R> {
        R of(INDArray x, INDArray y);
    }
}
