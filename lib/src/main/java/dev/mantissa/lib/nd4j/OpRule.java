package dev.mantissa.lib.nd4j;

import java.util.List;

/**
 * How one ND4J operation obeys a precision mode.
 *
 * @param kind what is done
 * @param operands indices of the inputs that enter a product and are rounded; {@link #LAST} means
 *     the last input, {@link #REST} means every input from the one named before it on
 * @param note why, for a person; empty where the kind says it all
 */
record OpRule(Kind kind, List<Integer> operands, String note) {
    static final int LAST = -1;
    static final int REST = -2;

    enum Kind {
        /** Has no sums of products that the policy governs: runs as it is in every mode. */
        EXACT,
        /** Rounding its operands is all there is to do. */
        ROUNDED,
        /** A product of two matrices, or of batches: an engine of ours may compute it. */
        MATMUL,
        /** Operands are rounded, and its bias gradient is taken from the unrounded gradient. */
        BIAS_GRADIENT,
        /** Run as several operations, each of them rounded. */
        DECOMPOSED,
        /** Cannot be rounded from outside: runs in f32, which is more accurate, and says so. */
        UNSUPPORTED
    }

    /** The operand indices for an operation called with that many inputs. */
    int[] resolve(int inputs) {
        if (operands.contains(REST)) {
            int first = operands.getFirst();
            int[] all = new int[Math.max(0, inputs - first)];
            for (int i = 0; i < all.length; i++) {
                all[i] = first + i;
            }
            return all;
        }
        int[] indices = new int[operands.size()];
        for (int i = 0; i < indices.length; i++) {
            int operand = operands.get(i);
            indices[i] = operand == LAST ? inputs - 1 : operand;
        }
        return indices;
    }
}
