package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.NumberFormat;
import java.util.List;

/**
 * A precision mode: to which format the operands of a product are rounded and how sums are kept.
 * One implementation is one file, made known by one line in {@link Precisions}.
 */
public interface Precision {
    /** Canonical lower-case name, as typed after {@code %precision}. */
    String name();

    /** One sentence for tables and help. */
    String summary();

    /** Other names that mean the same, in any case: PyTorch's, JAX's, cuBLAS's. */
    default List<String> aliases() {
        return List.of();
    }

    /** The format operands are rounded to before they are multiplied; f32 itself rounds nothing. */
    NumberFormat operandFormat();

    /** How products are summed. */
    default Accumulation accumulation() {
        return Accumulation.F32;
    }

    /** True for the mode that leaves foreign operations (ND4J's) untouched, bit for bit. */
    default boolean passesThrough() {
        return false;
    }

    /**
     * Expected relative error (Frobenius norm, N(0,1) operands, against f64) of a product with
     * {@code k} terms per sum.
     */
    double expectedError(long k);
}
