package dev.mantissa.lib.quant;

import dev.mantissa.lib.engine.PackedWeights;
import dev.mantissa.lib.engine.ProductKernel;
import dev.mantissa.lib.engine.QuantisedProduct;
import dev.mantissa.lib.format.F32;
import dev.mantissa.lib.precision.Accumulation;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Weights [n, k], packed. The schemes of this library keep a plane of codes, its rows 16-byte
 * aligned, one of scales [n][k / group], and one of zero points of the same shape where they are
 * asymmetric; GGUF's keep everything in the rows of codes, as their files do. Products are computed
 * from this form; no unpacked copy is kept. The memory lies outside the heap and is freed when the
 * tensor becomes unreachable.
 */
public final class QuantTensor implements PackedWeights {
    private static final ValueLayout.OfShort F16 = ValueLayout.JAVA_SHORT_UNALIGNED;

    private final QuantScheme scheme;
    private final int rows;
    private final int cols;
    private final Planes planes;
    private final MemorySegment codes;
    private final MemorySegment scales;
    private final MemorySegment zeros;
    private final ColumnScales columns;
    private float tensorScale = 1;
    private volatile @Nullable QuantTensor stored;

    /** All codes and scales 0, to be filled row by row. */
    QuantTensor(QuantScheme scheme, int rows, int cols, Planes planes) {
        this(scheme, rows, cols, planes, Arena.ofAuto().allocate(rows * planes.rowBytes(), 64));
    }

    /** Over codes that are there. */
    QuantTensor(QuantScheme scheme, int rows, int cols, Planes planes, MemorySegment codes) {
        this.scheme = scheme;
        this.rows = rows;
        this.cols = cols;
        this.planes = planes;
        this.codes = codes;
        columns = ColumnScales.NONE;
        long count = planes.scales(rows);
        scales = Arena.ofAuto().allocate(count * planes.scaleType().bytes(), 64);
        zeros = Arena.ofAuto().allocate(planes.zeros() ? count * Short.BYTES : 0, 64);
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

    /** Bits per code. */
    @Override
    public int bits() {
        return scheme.bits();
    }

    /** Columns that share a scale; more than a row has where a whole row or the matrix does. */
    @Override
    public int group() {
        return scheme.group();
    }

    /**
     * What a code stands for where the scale is 1; NaN where that and an f16 scale for each 32, 64
     * or 128 columns are not all there is to a weight, so that no kernel takes it for one.
     */
    @Override
    public float level(int code) {
        boolean plain =
                scheme instanceof PlaneScheme
                        && planes.scaleType() == ScaleType.F16
                        && !planes.zeros()
                        && group() < QuantScheme.ROW
                        && !scheme.options().rotated()
                        && !scheme.options().activations().integers()
                        && columns.isNone();
        return plain ? ((PlaneScheme) scheme).level(code) : Float.NaN;
    }

    /** The plane of codes, read-only: row r begins at byte r · {@link #rowBytes()}. */
    @Override
    public MemorySegment codes() {
        return codes.asReadOnly();
    }

    /**
     * The plane of scales [n][k / group], read-only: f16, but for mxfp4 (e8m0) and nvfp4 (e4m3).
     * One scale in all where the group is the tensor; none in GGUF's formats.
     */
    @Override
    public MemorySegment scales() {
        return scales.asReadOnly();
    }

    /**
     * The plane of f16 zero points, read-only, shaped as the scales; empty in symmetric schemes.
     */
    public MemorySegment zeros() {
        return zeros.asReadOnly();
    }

    /** What every scale is multiplied by: 1, but for nvfp4. */
    public float tensorScale() {
        return tensorScale;
    }

    /** Bytes from one row of codes to the next. */
    @Override
    public long rowBytes() {
        return planes.rowBytes();
    }

    /**
     * Powers of two by which the columns were multiplied before they were packed; empty where none
     * were. What is stored are those products; {@link #multiply} divides activations by the
     * factors, {@link #read} and {@link #decode} weights.
     */
    public float[] columnScales() {
        return columns.factors();
    }

    /** All that is stored: codes, padding of rows, scales, zero points, a byte for each factor. */
    public long bytes() {
        return codes.byteSize() + scales.byteSize() + zeros.byteSize() + columns.exponents().length;
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
     * Where columns were scaled, x is divided by their factors; where the weights are stored
     * rotated, x is rotated and they are not turned back; where the scheme says so, x is rounded to
     * 8-bit integers, and the sums within a block are sums of integers where the levels of the
     * weights are and {@code mode} is plain f32.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     * @throws dev.mantissa.lib.engine.CancelledException if the calling thread was interrupted
     */
    public void multiply(Matrix x, Matrix y, float alpha, float beta, Precision mode) {
        QuantOptions options = scheme.options();
        boolean plain = !options.rotated() && !options.activations().integers() && columns.isNone();
        if (plain || x.cols() != cols || x.type() != DType.F32) {
            QuantisedProduct.multiply(x, this, y, alpha, beta, mode);
            return;
        }
        Matrix divided = columns.divided(x);
        Matrix prepared = options.rotated() ? Rotation.of(cols).rows(divided) : divided;
        if (mode.operandFormat() == F32.FORMAT
                && mode.accumulation() == Accumulation.F32
                && mode.isPlain()
                && options.activations() == Activations.A8
                && QuantisedProduct.hasIntegerLevels(stored())) {
            QuantisedProduct.multiplyInt8(prepared, stored(), y, alpha, beta);
            return;
        }
        prepared = options.activations().round(prepared);
        QuantisedProduct.multiply(prepared, stored(), y, alpha, beta, mode);
    }

    /** Who computes {@link #multiply} in plain f32, under the settings in force. */
    public ProductKernel kernel() {
        boolean integers =
                scheme.options().activations() == Activations.A8
                        && QuantisedProduct.hasIntegerLevels(stored());
        return ProductKernel.of(stored(), integers);
    }

    /** Bytes that kernels hold beside {@link #bytes()}: see {@link ProductKernel#panelBytes}. */
    public long panelBytes() {
        return ProductKernel.panelBytes(stored());
    }

    /**
     * The same memory as a tensor of the scheme without rotation and integers, columns as they were
     * scaled: what is stored, not turned back. Always the same object, so that kernels know it
     * again.
     */
    QuantTensor stored() {
        QuantTensor known = stored;
        if (known == null) {
            QuantOptions options = scheme.options();
            QuantOptions plain = options.withRotated(false).withActivations(Activations.A16);
            known =
                    plain.equals(options) && columns.isNone()
                            ? this
                            : new QuantTensor(this, scheme.with(plain), ColumnScales.NONE);
            stored = known;
        }
        return known;
    }

    private QuantTensor(QuantTensor of, QuantScheme scheme, ColumnScales columns) {
        this.scheme = scheme;
        rows = of.rows;
        cols = of.cols;
        planes = of.planes;
        codes = of.codes;
        scales = of.scales;
        zeros = of.zeros;
        this.columns = columns;
        tensorScale = of.tensorScale;
    }

    /**
     * The same memory, whose columns were multiplied by these factors before they were packed.
     *
     * @throws dev.mantissa.lib.UsageException if one is no power of two from 2^-126 to 2^126
     * @throws IllegalArgumentException if there is not one for each column
     */
    public QuantTensor withColumnScales(float... factors) {
        return with(ColumnScales.of(factors));
    }

    QuantTensor with(ColumnScales factors) {
        if (factors.exponents().length != cols) {
            throw new IllegalArgumentException(
                    "%d column scales for %d columns".formatted(factors.exponents().length, cols));
        }
        return new QuantTensor(this, scheme, factors);
    }

    @Override
    public void read(int row, int col, int count, float[] to, int at) {
        if (scheme.options().rotated()) {
            Rotation.of(cols).unpack(this, row, col, count, to, at);
        } else {
            scheme.unpack(this, row, col, count, to, at);
        }
        columns.divide(to, at, col, count);
    }

    /**
     * Fills the planes of a tensor that {@link QuantScheme#allocate} made, as another's were: for
     * packed weights that come from a file.
     *
     * @throws IllegalArgumentException if a plane has another size, or the factor is not positive
     */
    public void fill(
            MemorySegment codePlane,
            MemorySegment scalePlane,
            MemorySegment zeroPlane,
            float factor) {
        if (codePlane.byteSize() != codes.byteSize()
                || scalePlane.byteSize() != scales.byteSize()
                || zeroPlane.byteSize() != zeros.byteSize()
                || !(factor > 0 && factor < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "planes of %d, %d and %d bytes and factor %s do not fit %s, which takes %d, %d and %d bytes"
                            .formatted(
                                    codePlane.byteSize(),
                                    scalePlane.byteSize(),
                                    zeroPlane.byteSize(),
                                    factor,
                                    this,
                                    codes.byteSize(),
                                    scales.byteSize(),
                                    zeros.byteSize()));
        }
        codes.copyFrom(codePlane);
        scales.copyFrom(scalePlane);
        zeros.copyFrom(zeroPlane);
        tensorScale = factor;
    }

    /** One weight. */
    public float get(int row, int col) {
        float[] one = new float[1];
        read(row, col, 1, one, 0);
        return one[0];
    }

    MemorySegment codePlane() {
        return codes;
    }

    /** The scale of a group, that of the tensor included. */
    float groupScale(int row, int group) {
        long at = planes.scaleIndex(row, group) * planes.scaleType().bytes();
        float scale = planes.scaleType().get(scales, at);
        return tensorScale == 1 ? scale : scale * tensorScale;
    }

    float groupZero(int row, int group) {
        long at = planes.scaleIndex(row, group) * Short.BYTES;
        return Float.float16ToFloat(zeros.get(F16, at));
    }

    void putScale(int row, int group, GroupFit fit) {
        long index = planes.scaleIndex(row, group);
        planes.scaleType().set(scales, index * planes.scaleType().bytes(), fit.scale());
        if (planes.zeros()) {
            zeros.set(F16, index * Short.BYTES, Float.floatToFloat16(fit.zero()));
        }
    }

    /** Before any row is packed. */
    void putTensorScale(float scale) {
        tensorScale = scale;
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
}
