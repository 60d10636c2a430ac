package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.RangeOptions.OnNan;
import dev.mantissa.lib.range.RangeGuard;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.BlasWrapper;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.util.LinAlgExceptions;

/**
 * The products that ND4J sends to BLAS without an operation: the dot product, to which it turns a
 * product of a row and a column, and the rank-one update. Its products of matrices, and of a matrix
 * and a vector, come as operations; what else it has (symm, trmm …) obeys no policy.
 */
public final class PolicyBlasWrapper extends BlasWrapper {
    private static final String DOT = "dot";
    private static final String GER = "ger";

    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    @Override
    public double dot(INDArray x, INDArray y) {
        PolicyExecutioner ours = executioner();
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
        PolicyExecutioner ours = executioner();
        OpWatch.Started started = ours == null ? null : ours.watch().start(GER, x, y, a);
        INDArray result = guarded(alpha, x, y, a, ours);
        return ours == null || started == null ? result : ours.watch().finish(started, result);
    }

    @Override
    public INDArray ger(double alpha, INDArray x, INDArray y, INDArray a) {
        return isPlain(x, y, a) ? super.ger(alpha, x, y, a) : checked((Number) alpha, x, y, a);
    }

    @Override
    public INDArray ger(float alpha, INDArray x, INDArray y, INDArray a) {
        return isPlain(x, y, a) ? super.ger(alpha, x, y, a) : checked((Number) alpha, x, y, a);
    }

    /** As ND4J checks the same calls. */
    private INDArray checked(Number alpha, INDArray x, INDArray y, INDArray a) {
        LinAlgExceptions.assertVector(x, y);
        LinAlgExceptions.assertMatrix(a);
        return ger(alpha, x, y, a);
    }

    private static boolean isPlain(INDArray x, INDArray y, INDArray a) {
        return Modes.ofProduct(DOT, x, y, a).passesThrough() || !governs(x, y, a);
    }

    private static boolean governs(INDArray... arrays) {
        return Stream.of(arrays).allMatch(OperandRounder::governs);
    }

    private INDArray guarded(
            Number alpha, INDArray x, INDArray y, INDArray a, @Nullable PolicyExecutioner ours) {
        Precision mode = resolved(Modes.ofProduct(DOT, x, y, a), x, y);
        RangeGuard guard = Guarded.guard();
        if (mode.passesThrough() || guard.isIdle(mode) || !governs(x, y, a)) {
            return update(alpha, x, y, a, mode);
        }
        boolean maybeTwice = Numerics.current().policy().range().onNan() == OnNan.STEPUP;
        GuardedCall call =
                new GuardedCall(
                        GER,
                        ours == null ? null : ours.places(),
                        List.of(x, y),
                        maybeTwice ? a : null,
                        m -> update(alpha, x, y, a, m));
        return guard.run(mode, call);
    }

    /** a = a + alpha · x · yᵀ. */
    private INDArray update(Number alpha, INDArray x, INDArray y, INDArray a, Precision mode) {
        boolean vectors = VectorProducts.isVector(x) && VectorProducts.isVector(y);
        if (!mode.isPlain() && vectors && a.rank() == 2 && MatrixStack.fits(a)) {
            VectorProducts.addOuter(alpha.floatValue(), x, y, a, mode);
            return written(a);
        }
        return written(rounded(x, y, mode, (p, q) -> super.ger(alpha, p, q, a)));
    }

    @Override
    public INDArray axpy(Number alpha, INDArray x, INDArray y) {
        return written(super.axpy(alpha, x, y));
    }

    /** Packed weights that lie there are looked at before they are used again. */
    private static INDArray written(INDArray array) {
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.packed().written(array);
        }
        return array;
    }

    private static @Nullable PolicyExecutioner executioner() {
        return Nd4j.getExecutioner() instanceof PolicyExecutioner ours ? ours : null;
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
