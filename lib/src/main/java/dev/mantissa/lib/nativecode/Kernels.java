package dev.mantissa.lib.nativecode;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;

/** The C functions for one instruction set. They may be called by many threads at once. */
public final class Kernels {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int[] WIDTHS = {8, 4, 2, 1};

    private record Name(int bits, Activation activation) {}

    private final CpuLevel level;
    private final Map<Name, MemorySegment> functions = new HashMap<>();
    private final MethodHandle product;
    private final MethodHandle activations8;

    Kernels(SymbolLookup symbols, CpuLevel level) {
        this.level = level;
        for (int bits : WIDTHS) {
            for (Activation activation : Activation.values()) {
                String name = "mantissa_q" + bits + "_" + activation.infix();
                symbols.find(name + "_" + level.suffix())
                        .ifPresent(f -> functions.put(new Name(bits, activation), f));
            }
        }
        Linker linker = Linker.nativeLinker();
        product = linker.downcallHandle(FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, LONG, LONG));
        activations8 =
                linker.downcallHandle(
                        symbols.findOrThrow("mantissa_activations8"),
                        FunctionDescriptor.ofVoid(
                                ValueLayout.ADDRESS,
                                LONG,
                                ValueLayout.JAVA_FLOAT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS),
                        Linker.Option.critical(true));
    }

    public CpuLevel level() {
        return level;
    }

    /** Whether there is a function for weights of that many bits and such activations. */
    public boolean has(int bits, Activation activation) {
        return functions.containsKey(new Name(bits, activation));
    }

    /**
     * Computes the rows of {@code count} panels from panel {@code first} on.
     *
     * @param frame says of what, and holds the operands
     * @throws IllegalArgumentException if there is no such function
     */
    public void run(int bits, Activation activation, ProductFrame frame, long first, long count) {
        MemorySegment function = functions.get(new Name(bits, activation));
        if (function == null) {
            throw new IllegalArgumentException(
                    "no kernel for %d-bit weights and %s".formatted(bits, activation));
        }
        try {
            product.invokeExact(function, frame.struct(), first, count);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /**
     * Rounds one row of activations to 8 bits; see activations.c.
     *
     * @param values [count], on the heap or off it
     * @param unit what the scales are multiplied by
     * @param zero what the codes of weights exceed their levels by, in units
     * @param codes native memory for whole blocks of 32, as for the scales and offsets of each
     */
    public void activations8(
            MemorySegment values,
            long count,
            float unit,
            int zero,
            MemorySegment codes,
            MemorySegment scales,
            MemorySegment offsets) {
        try {
            activations8.invokeExact(values, count, unit, zero, codes, scales, offsets);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /** The kernels throw nothing, so whatever was thrown comes from the JVM. */
    static RuntimeException failed(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}
