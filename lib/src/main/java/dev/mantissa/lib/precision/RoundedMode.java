package dev.mantissa.lib.precision;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.format.Rounding;

/** A mode whose operands are rounded in another way than its own: {@code tf32:rz}. */
final class RoundedMode implements Precision {
    private final Precision mode;
    private final BinaryFormat left;
    private final BinaryFormat right;

    private RoundedMode(Precision mode, BinaryFormat left) {
        this.mode = mode;
        this.left = left;
        this.right = left.forOtherOperand();
    }

    /**
     * The mode with that rounding: itself, if that is its own.
     *
     * @param seed of chance, where rounding is stochastic
     * @throws UsageException if the mode rounds to no binary format, value by value
     */
    static Precision of(Precision asked, Rounding rounding, long seed) {
        Precision mode = asked.on(Device.CPU);
        boolean alone = mode.splitting() == null && mode.tensorCores() == null;
        boolean both = mode.operandFormat().equals(mode.rightFormat());
        if (!alone || !both || !(mode.operandFormat() instanceof BinaryFormat format)) {
            throw new UsageException(
                    "'%s' has one way of rounding only; ':%s' is for modes that round each operand to a binary format by itself: tf32, bf16, f16, f8e4m3, f8e5m2, f16acc16, bf16acc16 and eXmY, as in bf16:%s."
                            .formatted(asked.name(), rounding.label(), rounding.label()));
        }
        BinaryFormat rounded =
                rounding == Rounding.STOCHASTIC ? format.stochastic(seed) : format.with(rounding);
        return rounded.equals(format) ? mode : new RoundedMode(mode, rounded);
    }

    @Override
    public String name() {
        String suffix = left.name().substring(left.base().name().length());
        return mode.name() + suffix;
    }

    @Override
    public String summary() {
        return "%s with operands rounded %s".formatted(mode.name(), left.rounding().words());
    }

    @Override
    public NumberFormat operandFormat() {
        return left;
    }

    @Override
    public NumberFormat rightFormat() {
        return right;
    }

    @Override
    public Accumulation accumulation() {
        return mode.accumulation();
    }

    @Override
    public double expectedError(long k) {
        return ErrorModel.product(this, k);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RoundedMode m && m.name().equals(name());
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name();
    }
}
