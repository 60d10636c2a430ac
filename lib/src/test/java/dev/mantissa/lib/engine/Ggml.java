package dev.mantissa.lib.engine;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Products with packed weights by a ggml that lies on this machine, through its public functions:
 * for benchmarks beside it. Nothing of it belongs to Mantissa.
 */
final class Ggml {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
    private static final StructLayout INIT =
            MemoryLayout.structLayout(
                    LONG, ADDRESS, ValueLayout.JAVA_BOOLEAN, MemoryLayout.paddingLayout(7));
    private static final int F32 = 0;

    private final SymbolLookup symbols;
    private final MemorySegment backend;

    /**
     * @param cpu its libggml-cpu; libggml-base lies beside it
     */
    Ggml(Path cpu, int threads) {
        Arena arena = Arena.global();
        Path base = cpu.resolveSibling(cpu.getFileName().toString().replace("cpu", "base"));
        symbols =
                SymbolLookup.libraryLookup(base, arena).or(SymbolLookup.libraryLookup(cpu, arena));
        backend = (MemorySegment) call("ggml_backend_cpu_init", FunctionDescriptor.of(ADDRESS));
        call(
                "ggml_backend_cpu_set_n_threads",
                FunctionDescriptor.ofVoid(ADDRESS, INT),
                backend,
                threads);
    }

    /** A product that can be repeated. */
    record Product(Runnable compute, MemorySegment result, long weightBytes) {}

    /**
     * x [m, k] · weights [n, k] transposed; empty if it has no kernel for it.
     *
     * @param type its number for the format of the weights
     * @param repacked whether weights go to the memory that reorders them for this processor
     */
    Optional<Product> product(
            int type, boolean repacked, float[] weights, int n, int k, float[] x, int m) {
        MemorySegment fixed = context();
        MemorySegment w = tensor(fixed, type, k, n);
        if (!repacked) {
            call(
                    "ggml_backend_alloc_ctx_tensors",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
                    fixed,
                    backend);
        } else {
            call(
                    "ggml_backend_alloc_ctx_tensors_from_buft",
                    FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
                    fixed,
                    repackedMemory());
        }
        MemorySegment context = context();
        MemorySegment input = tensor(context, F32, k, m);
        MemorySegment output =
                (MemorySegment)
                        call(
                                "ggml_mul_mat",
                                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS),
                                context,
                                w,
                                input);
        MemorySegment graph =
                (MemorySegment)
                        call("ggml_new_graph", FunctionDescriptor.of(ADDRESS, ADDRESS), context);
        call(
                "ggml_build_forward_expand",
                FunctionDescriptor.ofVoid(ADDRESS, ADDRESS),
                graph,
                output);
        call(
                "ggml_backend_alloc_ctx_tensors",
                FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
                context,
                backend);
        boolean supported =
                (boolean)
                        call(
                                "ggml_backend_supports_op",
                                FunctionDescriptor.of(ValueLayout.JAVA_BOOLEAN, ADDRESS, ADDRESS),
                                backend,
                                output);
        if (!supported) {
            return Optional.empty();
        }
        long bytes = quantise(type, weights, n, k, w);
        set(input, MemorySegment.ofArray(x));
        MethodHandle compute =
                handle("ggml_backend_graph_compute", FunctionDescriptor.of(INT, ADDRESS, ADDRESS));
        Runnable run =
                () -> {
                    try {
                        int status = (int) compute.invokeExact(backend, graph);
                        if (status != 0) {
                            throw new IllegalStateException("ggml: status " + status);
                        }
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                };
        MemorySegment result =
                (MemorySegment)
                        call("ggml_get_data", FunctionDescriptor.of(ADDRESS, ADDRESS), output);
        return Optional.of(new Product(run, result.reinterpret((long) n * m * Float.BYTES), bytes));
    }

    private long quantise(int type, float[] weights, int n, int k, MemorySegment to) {
        long rowBytes =
                (long)
                        call(
                                "ggml_row_size",
                                FunctionDescriptor.of(LONG, INT, LONG),
                                type,
                                (long) k);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocateFrom(ValueLayout.JAVA_FLOAT, weights);
            MemorySegment packed = arena.allocate(rowBytes * n, 64);
            call(
                    "ggml_quantize_chunk",
                    FunctionDescriptor.of(LONG, INT, ADDRESS, ADDRESS, LONG, LONG, LONG, ADDRESS),
                    type,
                    values,
                    packed,
                    0L,
                    (long) n,
                    (long) k,
                    MemorySegment.NULL);
            set(to, packed);
        }
        return rowBytes * n;
    }

    private void set(MemorySegment tensor, MemorySegment values) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocate(values.byteSize(), 64).copyFrom(values);
            call(
                    "ggml_backend_tensor_set",
                    FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, LONG, LONG),
                    tensor,
                    copy,
                    0L,
                    values.byteSize());
        }
    }

    private MemorySegment context() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameters = arena.allocate(INIT);
            parameters.set(LONG, 0, 4L << 20);
            parameters.set(ValueLayout.JAVA_BOOLEAN, 16, true);
            return (MemorySegment)
                    call("ggml_init", FunctionDescriptor.of(ADDRESS, INIT), parameters);
        }
    }

    private MemorySegment tensor(MemorySegment context, int type, long columns, long rows) {
        return (MemorySegment)
                call(
                        "ggml_new_tensor_2d",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, INT, LONG, LONG),
                        context,
                        type,
                        columns,
                        rows);
    }

    /** The first kind of extra memory of its CPU device. */
    private MemorySegment repackedMemory() {
        MemorySegment registry =
                (MemorySegment) call("ggml_backend_cpu_reg", FunctionDescriptor.of(ADDRESS));
        MemorySegment device =
                (MemorySegment)
                        call(
                                "ggml_backend_reg_dev_get",
                                FunctionDescriptor.of(ADDRESS, ADDRESS, LONG),
                                registry,
                                0L);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment function =
                    (MemorySegment)
                            call(
                                    "ggml_backend_reg_get_proc_address",
                                    FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS),
                                    registry,
                                    arena.allocateFrom("ggml_backend_dev_get_extra_bufts"));
            MethodHandle kinds =
                    Linker.nativeLinker()
                            .downcallHandle(function, FunctionDescriptor.of(ADDRESS, ADDRESS));
            MemorySegment list = (MemorySegment) kinds.invokeWithArguments(device);
            return list.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Object call(String name, FunctionDescriptor type, Object... arguments) {
        try {
            return handle(name, type).invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("ggml: " + name, e);
        }
    }

    private MethodHandle handle(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name), type);
    }
}
