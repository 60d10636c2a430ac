package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.range.RangeGuard;
import dev.mantissa.lib.range.Values;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A product that ND4J computes without a custom operation, as {@link RangeGuard} sees it. */
final class GuardedCall implements RangeGuard.Product<INDArray> {
    private final String name;
    private final @Nullable Places places;
    private final List<INDArray> operands;
    private final @Nullable INDArray overwritten;
    private final @Nullable INDArray before;
    private final Function<Precision, INDArray> run;

    /**
     * @param overwritten the operand that the result is written over, or null
     */
    GuardedCall(
            String name,
            @Nullable Places places,
            List<INDArray> operands,
            @Nullable INDArray overwritten,
            Function<Precision, INDArray> run) {
        this.name = name;
        this.places = places;
        this.operands = operands;
        this.overwritten = overwritten;
        this.before = overwritten == null ? null : ArrayValues.copy(overwritten);
        this.run = run;
    }

    @Override
    public INDArray in(Precision mode) {
        return run.apply(mode);
    }

    @Override
    public List<Values> operands() {
        return Guarded.values(operands);
    }

    @Override
    public List<Values> results(INDArray result) {
        return Guarded.values(List.of(result));
    }

    @Override
    public void again() {
        if (overwritten != null && before != null) {
            overwritten.assign(before);
        }
    }

    @Override
    public Operation place() {
        return places == null ? Operation.of(name, null) : places.forReport(name, null, operands);
    }
}
