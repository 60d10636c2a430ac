package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.range.RangeGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.reduce3.Dot;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;

/** Runs ND4J operations in a mode that does not pass through. */
final class RoundedOps {
    private static final OpRule UNKNOWN =
            new OpRule(
                    OpRule.Kind.UNSUPPORTED, List.of(), "this operation is not known to Mantissa");

    private static final String ONE_PRODUCT =
            "this mode is for products of two matrices or vectors; several dot products at once are computed in f32";

    private final OpRules rules;
    private final OpLedger ledger;
    private final Places places;
    private final PackedParameters packed;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    RoundedOps(OpRules rules, OpLedger ledger, Places places, PackedParameters packed) {
        this.packed = packed;
        this.rules = rules;
        this.ledger = ledger;
        this.places = places;
    }

    /** ND4J's own way of running an operation. */
    interface Plain {
        INDArray[] exec(CustomOp op, OpContext context);
    }

    /** ND4J's own way of running a reduction or a scalar operation. */
    interface PlainLegacy<T> {
        INDArray exec(T op);
    }

    INDArray[] exec(CustomOp op, OpContext context, Precision asked, Plain plain) {
        String name = op.opName();
        OpRule rule = rules.of(name);
        if (rule == null) {
            rule = UNKNOWN;
        }
        if (rule.kind() == OpRule.Kind.EXACT) {
            return stored(op, context, asked, plain.exec(op, context));
        }
        tellUngoverned(name, context, asked);
        if (!governsAny(context)) {
            return plain.exec(op, context);
        }
        Precision mode = Numerics.current().resolve(asked, name);
        return switch (rule.kind()) {
            case UNSUPPORTED -> unsupported(op, context, mode, rule, plain);
            case DECOMPOSED ->
                    sumsInF64(mode)
                            ? DoubleOps.exec(op, context, plain)
                            : Decompositions.run(op, context);
            default -> guarded(op, context, mode, rule, plain);
        };
    }

    private INDArray[] unsupported(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        if (sumsInF64(mode)) {
            return DoubleOps.exec(op, context, plain);
        }
        ledger.raised(op.opName(), mode.name(), rule.note());
        return plain.exec(op, context);
    }

    /** In that mode, as the policy asks about range. */
    private INDArray[] guarded(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        RangeGuard guard = Guarded.guard();
        if (guard.isIdle(mode)) {
            return inMode(op, context, mode, rule, plain);
        }
        return guard.run(
                mode,
                new Guarded(
                        op,
                        context,
                        rule,
                        places,
                        packed,
                        m -> inMode(op, context, m, rule, plain)));
    }

    private INDArray[] inMode(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        if (sumsInF64(mode) && rule.kind() != OpRule.Kind.MATMUL) {
            return DoubleOps.exec(op, context, plain);
        }
        return switch (rule.kind()) {
            case MATMUL -> matmul(op, context, mode, rule, plain);
            case BIAS_GRADIENT -> withBiasGradient(op, context, mode, rule, plain);
            default -> rounded(op, context, mode, rule, plain);
        };
    }

    /** Softmax and norms are computed in f32 in every mode; how they are stored is its affair. */
    private INDArray[] stored(CustomOp op, OpContext context, Precision asked, INDArray[] results) {
        Numerics now = Numerics.current();
        if (now.policy().range().storage() == null) {
            return results;
        }
        // What falls back to a wide mode keeps its result, as products do.
        Precision mode = Resolution.of(asked, now.device(), now.policy()).resolved();
        Guarded.guard()
                .store(
                        mode,
                        Guarded.values(context.getOutputArrays()),
                        () -> places.forReport(op.opName(), op, Guarded.arrays(context)));
        return results;
    }

    /** Modes that are more than rounding are for products of matrices; the rest stays f32. */
    private INDArray[] inF32(CustomOp op, OpContext context, Precision mode, Plain plain) {
        ledger.raised(
                op.opName(),
                mode.name(),
                "this mode is for products of two matrices; this operation is computed in f32");
        return plain.exec(op, context);
    }

    private INDArray[] rounded(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        NumberFormat format = mode.operandFormat();
        if (!mode.isPlain()) {
            return inF32(op, context, mode, plain);
        }
        if (sumsInF64(mode)) {
            return DoubleOps.exec(op, context, plain);
        }
        if (format.roundsNothing()) {
            return plain.exec(op, context);
        }
        Scratch memory = scratch.get();
        int mark = memory.mark();
        int[] operands = rule.resolve(context.numInputArguments());
        @Nullable INDArray[] saved = new INDArray[operands.length];
        try {
            for (int i = 0; i < operands.length; i++) {
                INDArray operand = context.getInputArray(operands[i]);
                if (OperandRounder.governs(operand)) {
                    saved[i] = operand;
                    context.setInputArray(
                            operands[i], OperandRounder.round(operand, format, memory));
                }
            }
            return plain.exec(op, context);
        } finally {
            for (int i = 0; i < operands.length; i++) {
                INDArray operand = saved[i];
                if (operand != null) {
                    context.setInputArray(operands[i], operand);
                }
            }
            memory.release(mark);
        }
    }

    /** One of our engines, which rounds while it packs; ND4J's own BLAS for what it cannot do. */
    private INDArray[] matmul(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        PackedMatmul stored = packed(op, context);
        if (stored != null) {
            return stored.run(mode);
        }
        Engine engine = engine(mode);
        EngineMatmul product = engine == null ? null : EngineMatmul.of(op, context);
        return product == null || engine == null
                ? rounded(op, context, mode, rule, plain)
                : product.run(engine, mode);
    }

    /** The product from packed weights, or null if neither factor has them. */
    private @Nullable PackedMatmul packed(CustomOp op, OpContext context) {
        if (!packed.mayHave(context.getInputArrays())) {
            return null;
        }
        EngineMatmul product = EngineMatmul.of(op, context);
        return product == null ? null : product.packed(packed);
    }

    /** True for products with the weights of a quantised network: made from these in any mode. */
    boolean isForPackedWeights(CustomOp op, OpContext context) {
        return !packed.isEmpty() && isProduct(op.opName()) && packed(op, context) != null;
    }

    boolean isProduct(String opName) {
        OpRule rule = rules.of(opName);
        return rule != null && rule.kind() == OpRule.Kind.MATMUL;
    }

    /** True for products of matrices where a person chose who computes them, in any mode. */
    boolean isForChosenEngine(String opName) {
        if (Numerics.current().engine().equalsIgnoreCase(Engines.AUTO)) {
            return false;
        }
        return isProduct(opName);
    }

    /**
     * The engine in force. Where nobody chose one, null for a mode that is ND4J's own arithmetic,
     * and where there is none but the scalar engine for what ND4J computes faster.
     */
    static @Nullable Engine engine(Precision mode) {
        String choice = Numerics.current().engine();
        boolean auto = choice.equalsIgnoreCase(Engines.AUTO);
        if (auto && mode.passesThrough()) {
            return null;
        }
        Engine engine = Engines.select(choice);
        boolean slow = auto && Engines.isScalar(engine);
        return slow && mode.isPlain() && !sumsInF64(mode) ? null : engine;
    }

    private INDArray[] withBiasGradient(
            CustomOp op, OpContext context, Precision mode, OpRule rule, Plain plain) {
        INDArray[] results = rounded(op, context, mode, rule, plain);
        BiasGradient.recompute(op, context);
        return results;
    }

    /** True for the dot product; every other reduction is exact. */
    static boolean mayMultiply(ReduceOp op) {
        return op instanceof Dot;
    }

    /** True for what the product with a [1,1] matrix can have become. */
    static boolean mayMultiply(ScalarOp op) {
        INDArray x = op.x();
        return op instanceof ScalarMultiplication
                && x != null
                && x != op.z()
                && x.rank() >= 1
                && x.rank() <= 2
                && x.length() == Math.max(x.size(0), x.size(-1));
    }

    /** The dot product among the reductions; everything else among them is exact. */
    INDArray exec(ReduceOp op, Precision asked, PlainLegacy<ReduceOp> plain) {
        if (!mayMultiply(op) || !governs(op.x()) || !governs(op.y())) {
            return plain.exec(op);
        }
        Precision mode = Numerics.current().resolve(asked, op.opName());
        GuardedCall call =
                new GuardedCall(
                        op.opName(),
                        places,
                        List.of(op.x(), op.y()),
                        op.z() == op.x() || op.z() == op.y() ? op.z() : null,
                        m -> inMode(op, m, plain));
        return Guarded.guard().run(mode, call);
    }

    private INDArray inMode(ReduceOp op, Precision mode, PlainLegacy<ReduceOp> plain) {
        if (!mode.isPlain()) {
            return composed(op, mode, plain);
        }
        if (sumsInF64(mode)) {
            return DoubleOps.exec(op, plain);
        }
        INDArray x = op.x();
        INDArray y = op.y();
        Scratch memory = scratch.get();
        int mark = memory.mark();
        try {
            op.setX(OperandRounder.round(x, mode.operandFormat(), memory));
            op.setY(OperandRounder.round(y, mode.operandFormat(), memory));
            return plain.exec(op);
        } finally {
            op.setX(x);
            op.setY(y);
            memory.release(mark);
        }
    }

    /** One dot product; ND4J itself makes the array that it goes into. */
    private INDArray composed(ReduceOp op, Precision mode, PlainLegacy<ReduceOp> plain) {
        INDArray result = plain.exec(op);
        INDArray x = op.x();
        INDArray y = op.y();
        if (result.length() != 1 || !VectorProducts.isVector(x) || !VectorProducts.isVector(y)) {
            ledger.raised(op.opName(), mode.name(), ONE_PRODUCT);
            return result;
        }
        return result.assign(VectorProducts.dot(x, y, mode));
    }

    /** The product with a [1,1] matrix, which ND4J turns into a multiplication by a number. */
    INDArray exec(ScalarOp op, Precision asked, PlainLegacy<ScalarOp> plain) {
        if (!mayMultiply(op) || !governs(op.x()) || !isProduct()) {
            return plain.exec(op);
        }
        Precision mode = Numerics.current().resolve(asked, op.opName());
        GuardedCall call =
                new GuardedCall(
                        op.opName(),
                        places,
                        List.of(op.x(), op.scalar()),
                        null,
                        m -> inMode(op, m, plain));
        return Guarded.guard().run(mode, call);
    }

    private INDArray inMode(ScalarOp op, Precision mode, PlainLegacy<ScalarOp> plain) {
        INDArray x = op.x();
        if (!mode.isPlain()) {
            INDArray result = plain.exec(op);
            if (VectorProducts.isVector(x) && VectorProducts.isVector(result)) {
                VectorProducts.scale(x, op.scalar().getFloat(0), result, mode);
            }
            return result;
        }
        INDArray factor = op.scalar();
        NumberFormat format = mode.operandFormat();
        Scratch memory = scratch.get();
        int mark = memory.mark();
        try {
            op.setX(OperandRounder.round(x, format, memory));
            op.setScalar(Nd4j.scalar(format.round(factor.getFloat(0))));
            return plain.exec(op);
        } finally {
            op.setX(x);
            op.setScalar(factor);
            memory.release(mark);
        }
    }

    /** Whether a vector times a number is a product with [1,1]: the calling method tells. */
    private static boolean isProduct() {
        return StackWalker.getInstance()
                .walk(frames ->
                        frames.limit(8).anyMatch(frame -> frame.getMethodName().equals("mmuli")));
    }

    private static boolean sumsInF64(Precision mode) {
        return mode.accumulation() == Accumulation.F64;
    }

    private static boolean governs(@Nullable INDArray array) {
        return array != null && OperandRounder.governs(array);
    }

    /** f64 arrays in a mode that sums in f64 have what was asked for. */
    private void tellUngoverned(String name, OpContext context, Precision mode) {
        for (int i = 0; i < context.numInputArguments(); i++) {
            INDArray input = context.getInputArray(i);
            DataType type = input.dataType();
            boolean asked = sumsInF64(mode) && type == DataType.DOUBLE;
            if (type.isFPType() && type != DataType.FLOAT && !asked && !input.isEmpty()) {
                ledger.ungoverned(name, mode.name(), type.name());
                return;
            }
        }
    }

    private static boolean governsAny(OpContext context) {
        for (int i = 0; i < context.numInputArguments(); i++) {
            if (governs(context.getInputArray(i))) {
                return true;
            }
        }
        return false;
    }
}
