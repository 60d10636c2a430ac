package dev.mantissa.lib.engine;

import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;

/** A mode for tests: f32 operands, sums as asked for. */
record AccumulatingIn(Accumulation accumulation) implements Precision {
    @Override
    public String name() {
        return "test";
    }

    @Override
    public String summary() {
        return "f32 operands, sums in " + accumulation;
    }

    @Override
    public NumberFormat operandFormat() {
        return F32.FORMAT;
    }

    @Override
    public double expectedError(long k) {
        return 6e-8;
    }
}
