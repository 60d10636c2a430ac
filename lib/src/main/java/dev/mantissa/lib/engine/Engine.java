package dev.mantissa.lib.engine;

import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Buffer;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;

/**
 * Someone who computes. Operands may live on the host or on the engine's own device; work may be
 * asynchronous until {@link #synchronize()}.
 *
 * <p>Long work checks {@link Thread#isInterrupted()} of the calling thread at tile boundaries and
 * ends with a {@link CancelledException}.
 */
public interface Engine {
    /** Lower-case name, as typed after {@code %engine}. */
    String name();

    /** Whether and how well it works on this machine. Cheap after the first call; never throws. */
    Probe probe();

    /**
     * c = alpha · (a · b) + beta · c, with a [m,k], b [k,n], c [m,n], every operand rounded to
     * {@code mode.operandFormat()} and sums kept as {@code mode} says. With beta = 0, c is not
     * read. c may share memory with a or b, as in a square product in place.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws CancelledException if the calling thread was interrupted
     */
    void matmul(Matrix a, Matrix b, Matrix c, float alpha, float beta, Precision mode);

    /** Memory for {@code elements} values where this engine computes. */
    Buffer allocate(DType type, long elements);

    /**
     * Copies host memory to the engine's, or back, or between two buffers of one kind; sizes must
     * agree.
     */
    void copy(Buffer from, Buffer to);

    /** Waits until everything asked for has been computed. */
    void synchronize();
}
