package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.ScaledFormat;
import dev.mantissa.lib.tensorcore.BlockSum;
import dev.mantissa.lib.tensorcore.GroupSum;
import dev.mantissa.lib.tensorcore.OperandKind;

/** Tensor cores that compute a product, bit for bit. */
public sealed interface TensorCores {
    /** Terms after which a sum goes into an f32 accumulator and begins anew; 0 for never. */
    int promote();

    /** Terms that are added at a time. */
    int terms();

    /**
     * For operands each of which stands alone.
     *
     * @param sum how they add products, some at a time
     * @param kind the operands that they multiply
     */
    record Values(BlockSum sum, OperandKind kind, int promote) implements TensorCores {
        @Override
        public int terms() {
            return sum.terms();
        }
    }

    /**
     * For operands in blocks that share a scale.
     *
     * @param sum how they add products, some at a time
     * @param format the blocks that they multiply
     */
    record Blocks(GroupSum sum, ScaledFormat format, int promote) implements TensorCores {
        @Override
        public int terms() {
            return sum.terms();
        }
    }
}
