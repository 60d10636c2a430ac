package dev.mantissa.lib.nativecode;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The C functions of f32.c, for products of f32 matrices. They may be called by many threads at
 * once, and memory may lie on the heap: a call is short.
 */
public final class DenseKernels {
    /** Rows of a tile. */
    public static final int ROWS = 12;

    /** Columns of a tile. */
    public static final int COLUMNS = 32;

    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private final MethodHandle multiply;
    private final MethodHandle turn;
    private final MethodHandle copy;

    private DenseKernels(MethodHandle multiply, MethodHandle turn, MethodHandle copy) {
        this.multiply = multiply;
        this.turn = turn;
        this.copy = copy;
    }

    /** The functions for one instruction set; none where none is written, as for AVX2. */
    static Optional<DenseKernels> find(SymbolLookup symbols, CpuLevel level) {
        var multiply = symbols.find("mantissa_f32_panel_" + level.suffix());
        var turn = symbols.find("mantissa_f32_turn_" + level.suffix());
        var copy = symbols.find("mantissa_f32_copy_" + level.suffix());
        if (multiply.isEmpty() || turn.isEmpty() || copy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new DenseKernels(
                        link(
                                multiply.get(),
                                ADDRESS,
                                ADDRESS,
                                LONG,
                                LONG,
                                ADDRESS,
                                LONG,
                                LONG,
                                LONG,
                                FLOAT,
                                FLOAT),
                        link(turn.get(), ADDRESS, LONG, LONG, LONG, ADDRESS, LONG, LONG),
                        link(copy.get(), ADDRESS, LONG, LONG, LONG, ADDRESS)));
    }

    private static MethodHandle link(MemorySegment function, MemoryLayout... parameters) {
        return Linker.nativeLinker()
                .downcallHandle(
                        function,
                        FunctionDescriptor.ofVoid(parameters),
                        Linker.Option.critical(true));
    }

    /**
     * c [rows, cols] = alpha · a · b + beta · c, of packed panels.
     *
     * @param a panels of {@link #ROWS} rows, each kc columns of that many values
     * @param b kc rows of {@link #COLUMNS} values
     * @param down elements of c from row to row
     * @param across elements of c from column to column
     * @param beta where it is 0, c is not read
     */
    public void multiply(
            MemorySegment a,
            MemorySegment b,
            long kc,
            long rows,
            MemorySegment c,
            long down,
            long across,
            long cols,
            float alpha,
            float beta) {
        try {
            multiply.invokeExact(a, b, kc, rows, c, down, across, cols, alpha, beta);
        } catch (Throwable e) {
            throw Kernels.failed(e);
        }
    }

    /**
     * to [j · step + i] = a [i · stride + j] for {@code rows} i and {@code count} j; where i is
     * between rows and width, 0.
     *
     * @param rows at most {@code width}
     * @param width at most 16
     */
    public void turn(
            MemorySegment a,
            long stride,
            long rows,
            long count,
            MemorySegment to,
            long width,
            long step) {
        try {
            turn.invokeExact(a, stride, rows, count, to, width, step);
        } catch (Throwable e) {
            throw Kernels.failed(e);
        }
    }

    /**
     * to [j · {@link #ROWS} + i] = a [j · stride + i] for {@code rows} i, at most {@link #ROWS},
     * and {@code count} j; for the other i, 0.
     */
    public void copy(MemorySegment a, long stride, long rows, long count, MemorySegment to) {
        try {
            copy.invokeExact(a, stride, rows, count, to);
        } catch (Throwable e) {
            throw Kernels.failed(e);
        }
    }
}
