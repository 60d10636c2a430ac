package dev.mantissa.lib.quant;

import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Compares GGUF's formats with ggml itself: {@code -Dmantissa.ggml=libggml-base.so}. Random bytes
 * must decode to the same bits, NaN being NaN, and what is packed here must err no more than what
 * ggml packs. The library has to be built without contraction of sums ({@code -ffp-contract=off}).
 */
public final class GgmlComparison {
    private static final int ROWS = 256;
    private static final int COLS = 1024;
    private static final Linker LINKER = Linker.nativeLinker();

    private GgmlComparison() {}

    public static void main(String[] names) throws Throwable {
        String path = System.getProperty("mantissa.ggml");
        if (path == null) {
            throw new IllegalArgumentException("give -Dmantissa.ggml=PATH of ggml's library");
        }
        SymbolLookup ggml = SymbolLookup.libraryLookup(Path.of(path), Arena.global());
        boolean well = true;
        for (QuantScheme scheme : QuantSchemes.all()) {
            if (scheme instanceof GgufScheme gguf) {
                well &= compare(ggml, gguf);
            }
        }
        if (!well) {
            throw new IllegalStateException("differs from ggml");
        }
    }

    private static String symbol(GgufScheme scheme) {
        return scheme.name().replace("_gguf", "").replace("_k", "_K");
    }

    private static boolean compare(SymbolLookup ggml, GgufScheme scheme) throws Throwable {
        long differing = differing(ggml, scheme);
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "%-11s %08x %,d of %,d random weights differ",
                        scheme,
                        checksum(ggml, scheme),
                        differing,
                        ROWS * COLS));
        boolean well = differing == 0;
        for (WeightDistribution weights : WeightDistribution.values()) {
            float[] values = weights.sample(ROWS * COLS, 9);
            double ours = error(values, scheme.encode(matrix(values)));
            double theirs = theirError(ggml, scheme, values);
            well &= !(ours > theirs * 1.0005);
            line.append(
                    String.format(
                            Locale.ROOT,
                            "; %s: ours %.5f, ggml %.5f",
                            weights.text(),
                            ours,
                            theirs));
        }
        System.out.println(line);
        return well;
    }

    private static long differing(SymbolLookup ggml, GgufScheme scheme) throws Throwable {
        byte[] bytes = new byte[(int) (scheme.allocate(ROWS, COLS).codes().byteSize())];
        new Random(scheme.type()).nextBytes(bytes);
        float[] theirs = decoded(ggml, scheme, MemorySegment.ofArray(bytes));
        QuantTensor tensor = scheme.over(MemorySegment.ofArray(bytes), ROWS, COLS);
        float[] ours = new float[COLS];
        long differing = 0;
        for (int row = 0; row < ROWS; row++) {
            tensor.read(row, 0, COLS, ours, 0);
            for (int col = 0; col < COLS; col++) {
                int a = Float.floatToIntBits(ours[col]);
                int b = Float.floatToIntBits(theirs[row * COLS + col]);
                differing += a == b ? 0 : 1;
            }
        }
        return differing;
    }

    /** Of what ggml makes of the bytes that {@link GgufSchemeTest} decodes. */
    private static int checksum(SymbolLookup ggml, GgufScheme scheme) throws Throwable {
        byte[] bytes = GgufSchemeTest.bytes(scheme);
        float[] values = decoded(ggml, scheme, MemorySegment.ofArray(bytes));
        return GgufSchemeTest.checksum(values);
    }

    private static float[] decoded(SymbolLookup ggml, GgufScheme scheme, MemorySegment bytes)
            throws Throwable {
        MethodHandle decode =
                LINKER.downcallHandle(
                        ggml.find("dequantize_row_" + symbol(scheme)).orElseThrow(),
                        FunctionDescriptor.ofVoid(
                                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocate(bytes.byteSize(), 64).copyFrom(bytes);
            long count = bytes.byteSize() / scheme.layout().bytes() * scheme.layout().weights();
            MemorySegment to = arena.allocate(4 * count, 64);
            decode.invoke(from, to, count);
            return to.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /** NaN where ggml does not pack the format. */
    private static double theirError(SymbolLookup ggml, GgufScheme scheme, float[] values)
            throws Throwable {
        var symbol = ggml.find("quantize_" + symbol(scheme));
        if (symbol.isEmpty()) {
            return Double.NaN;
        }
        MethodHandle encode =
                LINKER.downcallHandle(
                        symbol.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
            MemorySegment to = arena.allocate(scheme.allocate(ROWS, COLS).codes().byteSize(), 64);
            long written =
                    (long) encode.invoke(from, to, (long) ROWS, (long) COLS, MemorySegment.NULL);
            if (written != to.byteSize()) {
                throw new IllegalStateException(scheme + ": " + written + " bytes written");
            }
            return error(values, scheme.over(to, ROWS, COLS));
        }
    }

    private static double error(float[] weights, QuantTensor tensor) {
        double difference = 0;
        double norm = 0;
        float[] row = new float[COLS];
        for (int i = 0; i < ROWS; i++) {
            tensor.read(i, 0, COLS, row, 0);
            for (int j = 0; j < COLS; j++) {
                double weight = weights[i * COLS + j];
                difference += (row[j] - weight) * (row[j] - weight);
                norm += weight * weight;
            }
        }
        return Math.sqrt(difference / norm);
    }

    private static Matrix matrix(float[] values) {
        return Matrix.rowMajor(MemorySegment.ofArray(values), ROWS, COLS);
    }
}
