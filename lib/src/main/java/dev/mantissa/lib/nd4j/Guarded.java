package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.RangeOptions.OnNan;
import dev.mantissa.lib.range.RangeGuard;
import dev.mantissa.lib.range.RangeLedger;
import dev.mantissa.lib.range.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/** An ND4J operation as {@link RangeGuard} sees it. */
final class Guarded implements RangeGuard.Product<INDArray[]> {
    private final CustomOp op;
    private final OpContext context;
    private final OpRule rule;
    private final Places places;
    private final PackedParameters packed;
    private final Function<Precision, INDArray[]> run;
    private final List<@Nullable INDArray> overwritten = new ArrayList<>();

    Guarded(
            CustomOp op,
            OpContext context,
            OpRule rule,
            Places places,
            PackedParameters packed,
            Function<Precision, INDArray[]> run) {
        this.op = op;
        this.context = context;
        this.rule = rule;
        this.places = places;
        this.packed = packed;
        this.run = run;
        boolean maybeTwice = Numerics.current().policy().range().onNan() == OnNan.STEPUP;
        for (INDArray output : context.getOutputArrays()) {
            overwritten.add(maybeTwice && readsResult(output) ? ArrayValues.copy(output) : null);
        }
    }

    /** The guard of the policy in force. */
    static RangeGuard guard() {
        return new RangeGuard(Numerics.current().policy().range(), RangeLedger.session());
    }

    /** The f32 arrays among them. */
    static List<Values> values(List<INDArray> arrays) {
        List<Values> values = new ArrayList<>();
        for (INDArray array : arrays) {
            if (array != null && OperandRounder.governs(array)) {
                values.add(ArrayValues.of(array));
            }
        }
        return values;
    }

    /** Inputs, then outputs. */
    static List<INDArray> arrays(OpContext context) {
        List<INDArray> arrays = new ArrayList<>(context.getInputArrays());
        arrays.addAll(context.getOutputArrays());
        return arrays;
    }

    @Override
    public INDArray[] in(Precision mode) {
        return run.apply(mode);
    }

    /**
     * Without the weights of released networks: their arrays hold none, and the packed are finite.
     */
    @Override
    public List<Values> operands() {
        List<INDArray> operands = new ArrayList<>();
        for (int index : rule.resolve(context.numInputArguments())) {
            INDArray operand = context.getInputArray(index);
            if (packed.ofHollow(operand) == null) {
                operands.add(operand);
            }
        }
        return values(operands);
    }

    @Override
    public List<Values> results(INDArray[] result) {
        return values(context.getOutputArrays());
    }

    @Override
    public void again() {
        for (int i = 0; i < overwritten.size(); i++) {
            INDArray before = overwritten.get(i);
            if (before != null) {
                context.getOutputArray(i).assign(before);
            }
        }
    }

    @Override
    public Operation place() {
        return places.forReport(op.opName(), op, arrays(context));
    }

    /** A product that adds to its result, or writes over an input, cannot simply run twice. */
    private boolean readsResult(INDArray output) {
        double[] factors = op.tArgs();
        if (rule.kind() == OpRule.Kind.MATMUL && factors.length > 1 && factors[1] != 0) {
            return true;
        }
        for (INDArray input : context.getInputArrays()) {
            if (input.data() == output.data() && input.offset() == output.offset()) {
                return true;
            }
        }
        return false;
    }
}
