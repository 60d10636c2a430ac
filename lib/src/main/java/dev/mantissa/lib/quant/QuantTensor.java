package dev.mantissa.lib.quant;

import dev.mantissa.lib.engine.PackedWeights;
import dev.mantissa.lib.engine.QuantisedProduct;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * Weights [n, k], packed: a plane of codes, its rows 16-byte aligned, and a plane of f16 scales
 * [n][k / group]. Products are computed from this form; no unpacked copy is kept. The memory lies
 * outside the heap and is freed when the tensor becomes unreachable.
 */
public final class QuantTensor implements PackedWeights {
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final int ALIGNMENT = 16;

    private final QuantScheme scheme;
    private final int rows;
    private final int cols;
    private final long rowBytes;
    private final long scaleRowBytes;
    private final MemorySegment codes;
    private final MemorySegment scales;

    private QuantTensor(QuantScheme scheme, int rows, int cols) {
        this.scheme = scheme;
        this.rows = rows;
        this.cols = cols;
        long bytes = blocks(cols) * blockBytes();
        rowBytes = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        scaleRowBytes = (cols + scheme.group() - 1L) / scheme.group() * Short.BYTES;
        codes = Arena.ofAuto().allocate(rows * rowBytes, 64);
        scales = Arena.ofAuto().allocate(rows * scaleRowBytes, 64);
    }

    /** All codes and scales 0, to be filled row by row. */
    static QuantTensor empty(QuantScheme scheme, int rows, int cols) {
        return new QuantTensor(scheme, rows, cols);
    }

    public QuantScheme scheme() {
        return scheme;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int cols() {
        return cols;
    }

    @Override
    public int bits() {
        return scheme.bits();
    }

    @Override
    public int group() {
        return scheme.group();
    }

    @Override
    public float level(int code) {
        return scheme.level(code);
    }

    /** The plane of codes, read-only: row r begins at byte r · {@link #rowBytes()}. */
    @Override
    public MemorySegment codes() {
        return codes.asReadOnly();
    }

    /** The plane of f16 scales [n][k / group], read-only. */
    @Override
    public MemorySegment scales() {
        return scales.asReadOnly();
    }

    /** Bytes from one row of codes to the next. */
    @Override
    public long rowBytes() {
        return rowBytes;
    }

    /** All that is stored: codes, padding of rows, scales. */
    public long bytes() {
        return codes.byteSize() + scales.byteSize();
    }

    /** Bits that are truly stored for each weight: scales and padding included. */
    public double bitsPerWeight() {
        return rows == 0 || cols == 0 ? 0 : 8.0 * bytes() / ((double) rows * cols);
    }

    /** The weights that the packed form stands for, dense and row-major [n, k]. */
    public Matrix decode() {
        MemorySegment memory = Arena.ofAuto().allocate((long) rows * cols * Float.BYTES, 64);
        float[] row = new float[cols];
        for (int i = 0; i < rows; i++) {
            read(i, 0, cols, row, 0);
            long at = (long) i * cols * Float.BYTES;
            MemorySegment.copy(row, 0, memory, ValueLayout.JAVA_FLOAT_UNALIGNED, at, cols);
        }
        return Matrix.rowMajor(memory, rows, cols);
    }

    /**
     * y [m, n] = alpha · x [m, k] · this [n, k] transposed + beta · y, in f32 sums; weights are
     * unpacked in the cache, a piece at a time, and both factors rounded as {@code mode} says.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws dev.mantissa.lib.engine.CancelledException if the calling thread was interrupted
     */
    public void multiply(Matrix x, Matrix y, float alpha, float beta, Precision mode) {
        QuantisedProduct.multiply(x, this, y, alpha, beta, mode);
    }

    @Override
    public void read(int row, int col, int count, float[] to, int at) {
        int done = 0;
        if (col % QuantScheme.BLOCK == 0) {
            int blocks = count / QuantScheme.BLOCK;
            int first = col / QuantScheme.BLOCK;
            int perGroup = scheme.group() / QuantScheme.BLOCK;
            long from = row * rowBytes + first * blockBytes();
            long scaleAt = row * scaleRowBytes + first / perGroup * (long) Short.BYTES;
            scheme.decode(codes, from, scales, scaleAt, first % perGroup, blocks, to, at);
            done = blocks * QuantScheme.BLOCK;
        }
        for (; done < count; done++) {
            to[at + done] = get(row, col + done);
        }
    }

    /** One weight. */
    public float get(int row, int col) {
        long scaleAt = row * scaleRowBytes + col / scheme.group() * (long) Short.BYTES;
        long block = row * rowBytes + col / QuantScheme.BLOCK * blockBytes();
        int code = scheme.code(codes, block, col % QuantScheme.BLOCK);
        return scheme.level(code) * Float.float16ToFloat(scales.get(F16, scaleAt));
    }

    /** Stores one group: {@code count} codes from column {@code col} on, the rest of it padding. */
    void put(int row, int col, int count, short scale, byte[] group) {
        scales.set(F16, row * scaleRowBytes + col / scheme.group() * (long) Short.BYTES, scale);
        for (int i = 0; i < count; i += QuantScheme.BLOCK) {
            long at = row * rowBytes + (col + i) / QuantScheme.BLOCK * blockBytes();
            scheme.pack(group, i, codes, at);
        }
    }

    /** "q4:g32 [64, 256], 9216 bytes, 4.50 bits per weight". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s [%d, %d], %,d bytes, %.2f bits per weight",
                scheme,
                rows,
                cols,
                bytes(),
                bitsPerWeight());
    }

    private long blockBytes() {
        return scheme.bits() * QuantScheme.BLOCK / Byte.SIZE;
    }

    private static long blocks(int cols) {
        return (cols + QuantScheme.BLOCK - 1L) / QuantScheme.BLOCK;
    }
}
