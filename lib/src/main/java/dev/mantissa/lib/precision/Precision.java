package dev.mantissa.lib.precision;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.format.NumberFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * The format of the right operand, which holds the weights where there are any: the same,
     * unless the mode is for weights alone.
     */
    default NumberFormat rightFormat() {
        return operandFormat();
    }

    /** How operands are split into narrower ones; null where they are not. */
    default @Nullable Splitting splitting() {
        return null;
    }

    /** The tensor cores that are emulated; null where none are. */
    default @Nullable TensorCores tensorCores() {
        return null;
    }

    /** What the operands become, in words: "bf16", "f32 · int4", "3 × bf16 each". */
    default String operands() {
        Splitting splitting = splitting();
        if (splitting != null) {
            return splitting.parts() + " × " + splitting.part().name() + " each";
        }
        String left = operandFormat().name();
        String right = rightFormat().name();
        return left.equals(right) ? left : left + " · " + right;
    }

    /**
     * True if rounding each operand by itself and summing in f32 or f64 is all there is to it: any
     * operation can be computed so, not products alone.
     */
    default boolean isPlain() {
        boolean wide = accumulation() == Accumulation.F32 || accumulation() == Accumulation.F64;
        return wide
                && splitting() == null
                && tensorCores() == null
                && operandFormat().block() == 1
                && operandFormat().equals(rightFormat());
    }

    /** How products are summed. */
    default Accumulation accumulation() {
        return Accumulation.F32;
    }

    /** The mode that this request comes to on a device: itself, unless it is a level. */
    default Precision on(Device device) {
        return this;
    }

    /** True for the mode that leaves foreign operations (ND4J's) untouched, bit for bit. */
    default boolean passesThrough() {
        return false;
    }

    /**
     * Computes {@code body} with the policy written in {@code policy}: {@code
     * Precision.with("bf16", () -> a.matmul(b))}. It holds on this thread; see {@link Numerics} for
     * other threads.
     *
     * @throws dev.mantissa.lib.UsageException if the policy is none; nothing is run then
     */
    static <T extends @Nullable Object, X extends Throwable> T with(
            String policy, ScopedValue.CallableOp<? extends T, X> body) throws X {
        return Numerics.of(policy, Source.SCOPE).within(body);
    }

    /**
     * Runs {@code body} with the policy written in {@code policy}.
     *
     * @throws dev.mantissa.lib.UsageException if the policy is none; nothing is run then
     */
    static void with(String policy, Runnable body) {
        Numerics.of(policy, Source.SCOPE).run(body);
    }

    /**
     * Expected relative error (Frobenius norm, N(0,1) operands, against f64) of a product with
     * {@code k} terms per sum.
     */
    double expectedError(long k);
}
