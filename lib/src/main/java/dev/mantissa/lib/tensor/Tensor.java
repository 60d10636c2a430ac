package dev.mantissa.lib.tensor;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.format.NumberFormat;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Precisions;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Numbers in a shape, row-major, stored as f32 or f64. The methods never change a tensor: they make
 * new ones. Products of f32 tensors follow the precision in force; f64 tensors are computed in f64.
 */
public final class Tensor {
    private final Shape shape;
    private final DType type;
    private final Buffer buffer;

    private Tensor(Shape shape, DType type, Buffer buffer) {
        this.shape = shape;
        this.type = type;
        this.buffer = buffer;
    }

    /**
     * A tensor over existing memory, which is shared, not copied.
     *
     * @throws UsageException if the type is not f32 or f64, or the buffer is too short
     */
    public static Tensor over(Buffer buffer, DType type, int... shape) {
        Shape checked = Shape.of(shape);
        if (type != DType.F32 && type != DType.F64) {
            throw new UsageException(
                    "tensor: type %s is not stored; give F32 or F64".formatted(type));
        }
        long needed = (long) checked.elements() * type.bytes();
        if (buffer.bytes() < needed) {
            throw new UsageException(
                    "tensor: a buffer of %d bytes does not hold %s of %s; it needs %d"
                            .formatted(buffer.bytes(), checked, type, needed));
        }
        return new Tensor(checked, type, buffer);
    }

    /**
     * An f32 tensor of these values, which are copied; with no shape, a vector.
     *
     * @throws UsageException if the shape holds another number of values
     */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor(TensorSource.shape(values.length, shape), values.clone());
    }

    /** An f32 vector: {@code Tensor.of(1, 2, 3)}. */
    public static Tensor of(float... values) {
        return of(values, values.length);
    }

    /** An f64 tensor of these values, which are copied; with no shape, a vector. */
    public static Tensor of(double[] values, int... shape) {
        return new Tensor(TensorSource.shape(values.length, shape), values.clone());
    }

    /**
     * An f32 matrix of these rows.
     *
     * @throws UsageException if the rows differ in length
     */
    public static Tensor of(float[][] rows) {
        return new Tensor(TensorSource.shape(rows), TensorSource.flatten(rows));
    }

    /** All zeros, f32. */
    public static Tensor zeros(int... shape) {
        Shape checked = Shape.of(shape);
        return new Tensor(checked, new float[checked.elements()]);
    }

    /** All ones, f32. */
    public static Tensor ones(int... shape) {
        return zeros(shape).map(zero -> 1);
    }

    /** The same value everywhere, f32. */
    public static Tensor full(float value, int... shape) {
        return zeros(shape).map(zero -> value);
    }

    /** The unit matrix [n, n], f32. */
    public static Tensor eye(int n) {
        float[] values = new float[Shape.of(n, n).elements()];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return new Tensor(Shape.of(n, n), values);
    }

    /** N(0,1) values, f32; the same on every machine for the same seed and shape. */
    public static Tensor randn(long seed, int... shape) {
        float[] values = new float[Shape.of(shape).elements()];
        new RandomValues(seed).gaussian(values);
        return new Tensor(Shape.of(shape), values);
    }

    /** Uniform values in [0, 1), f32; the same on every machine for the same seed and shape. */
    public static Tensor rand(long seed, int... shape) {
        RandomValues random = new RandomValues(seed);
        return zeros(shape).map(zero -> random.uniform());
    }

    Tensor(Shape shape, float[] values) {
        this(shape, DType.F32, new Buffer.Host(MemorySegment.ofArray(values)));
    }

    Tensor(Shape shape, double[] values) {
        this(shape, DType.F64, new Buffer.Host(MemorySegment.ofArray(values)));
    }

    public Shape shape() {
        return shape;
    }

    /** The type in which the elements are stored. */
    public DType type() {
        return type;
    }

    public Buffer buffer() {
        return buffer;
    }

    /**
     * The host memory.
     *
     * @throws IllegalStateException if the elements live on a device
     */
    public MemorySegment host() {
        if (buffer instanceof Buffer.Host(MemorySegment segment)) {
            return segment;
        }
        throw new IllegalStateException("the tensor lives on a device; download it first");
    }

    /** The value at an index, one number per axis. */
    public double get(int... index) {
        return at(shape.offset(index));
    }

    /** A copy with another value at an index. */
    public Tensor with(double value, int... index) {
        int changed = shape.offset(index);
        Tensor copy = map(x -> x);
        copy.put(changed, value);
        return copy;
    }

    /** The value at a position in memory, from 0. */
    double at(long position) {
        return type == DType.F64
                ? host().getAtIndex(JAVA_DOUBLE_UNALIGNED, position)
                : host().getAtIndex(JAVA_FLOAT_UNALIGNED, position);
    }

    private void put(long position, double value) {
        if (type == DType.F64) {
            host().setAtIndex(JAVA_DOUBLE_UNALIGNED, position, value);
        } else {
            host().setAtIndex(JAVA_FLOAT_UNALIGNED, position, (float) value);
        }
    }

    /**
     * The matrix product a [m,k] · b [k,n] -> [m,n], in the precision in force for "matmul". A
     * vector is a row on the left and a column on the right, and the result loses that axis.
     *
     * @throws UsageException if the shapes do not fit
     * @throws dev.mantissa.lib.engine.CancelledException if the calling thread was interrupted
     */
    public Tensor matmul(Tensor b) {
        return TensorProduct.of(this, b);
    }

    /**
     * The matrix product in a precision of its own.
     *
     * @throws UsageException if the shapes do not fit, or the operands are f64 and {@code mode} is
     *     not
     */
    public Tensor matmul(Tensor b, Precision mode) {
        return TensorProduct.of(this, b, mode);
    }

    /** The matrix product in a precision by name: {@code a.matmul(b, "bf16")}. */
    public Tensor matmul(Tensor b, String mode) {
        return matmul(b, Precisions.of(mode));
    }

    /** The matrix product in f64 throughout, as an f64 tensor: the reference for the others. */
    public Tensor matmulF64(Tensor b) {
        return TensorProduct.reference(this, b);
    }

    /** Rows and columns of a matrix exchanged: [m,n] -> [n,m]. */
    public Tensor transpose() {
        Matrix from = matrix();
        int rows = from.rows();
        int cols = from.cols();
        Tensor result = empty(Shape.of(cols, rows), type);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                result.put((long) j * rows + i, at((long) i * cols + j));
            }
        }
        return result;
    }

    /** The same elements in another shape, sharing memory; one length may be -1. */
    public Tensor reshape(int... lengths) {
        return new Tensor(shape.reshaped(lengths), type, buffer);
    }

    /** The same values stored in another type; f64 to f32 rounds to nearest even. */
    public Tensor to(DType other) {
        if (other == type) {
            return this;
        }
        Tensor result = empty(shape, other);
        for (int i = 0; i < shape.elements(); i++) {
            result.put(i, at(i));
        }
        return result;
    }

    /** Element by element. */
    public Tensor plus(Tensor other) {
        return combine("plus", other, Double::sum);
    }

    /** Element by element. */
    public Tensor minus(Tensor other) {
        return combine("minus", other, (x, y) -> x - y);
    }

    /** Element by element; the matrix product is {@link #matmul(Tensor)}. */
    public Tensor times(Tensor other) {
        return combine("times", other, (x, y) -> x * y);
    }

    /** Every element plus a number. */
    public Tensor plus(double number) {
        return map(x -> x + number);
    }

    /** Every element minus a number. */
    public Tensor minus(double number) {
        return map(x -> x - number);
    }

    /** Every element times a number. */
    public Tensor times(double number) {
        return map(x -> x * number);
    }

    /** Every element through a function, computed in f64 and rounded once to the stored type. */
    public Tensor map(DoubleUnaryOperator function) {
        Tensor result = empty(shape, type);
        for (int i = 0; i < shape.elements(); i++) {
            result.put(i, function.applyAsDouble(at(i)));
        }
        return result;
    }

    /**
     * Every element rounded to a format; the result is stored as f32.
     *
     * @throws UsageException for an f64 tensor: rounding twice is not rounding once
     */
    public Tensor round(NumberFormat format) {
        if (type != DType.F32) {
            throw new UsageException(
                    "round: a tensor of %s cannot be rounded to %s; formats round f32 values: use to(DType.F32) first"
                            .formatted(type, format.name()));
        }
        Tensor result = empty(shape, DType.F32);
        format.round(host(), result.host(), shape.elements());
        return result;
    }

    /** The sum of all elements, kept in f64. */
    public double sum() {
        double sum = 0;
        for (int i = 0; i < shape.elements(); i++) {
            sum += at(i);
        }
        return sum;
    }

    /** The elements as f32, row-major; a copy. */
    public float[] toArray() {
        float[] values = new float[shape.elements()];
        MemorySegment.copy(to(DType.F32).host(), JAVA_FLOAT_UNALIGNED, 0, values, 0, values.length);
        return values;
    }

    /** The elements as f64, row-major; a copy. */
    public double[] toDoubleArray() {
        double[] values = new double[shape.elements()];
        MemorySegment.copy(
                to(DType.F64).host(), JAVA_DOUBLE_UNALIGNED, 0, values, 0, values.length);
        return values;
    }

    /**
     * A view for engines, sharing memory.
     *
     * @throws UsageException if this is not a matrix
     */
    public Matrix matrix() {
        if (shape.rank() != 2) {
            throw new UsageException(
                    "a tensor %s is not a matrix: it has %d axes instead of 2; use reshape(rows, -1)"
                            .formatted(shape, shape.rank()));
        }
        int rows = shape.length(0);
        int cols = shape.length(1);
        return new Matrix(buffer, type, 0, rows, cols, cols, 1);
    }

    /**
     * How far this is from a reference, which should be f64.
     *
     * @throws UsageException if the shapes differ
     */
    public ErrorReport errorAgainst(Tensor reference) {
        requireSameShape("errorAgainst", reference);
        return ErrorReport.of(this::at, reference::at, shape.elements());
    }

    @Override
    public String toString() {
        return TensorText.of(this);
    }

    private Tensor combine(String op, Tensor other, DoubleBinaryOperator function) {
        requireSameShape(op, other);
        boolean f64 = type == DType.F64 || other.type == DType.F64;
        Tensor result = empty(shape, f64 ? DType.F64 : DType.F32);
        for (int i = 0; i < shape.elements(); i++) {
            result.put(i, function.applyAsDouble(at(i), other.at(i)));
        }
        return result;
    }

    private void requireSameShape(String op, Tensor other) {
        if (!shape.equals(other.shape)) {
            throw new UsageException(
                    "%s: shapes %s and %s differ; both must be the same, see reshape"
                            .formatted(op, shape, other.shape));
        }
    }

    private static Tensor empty(Shape shape, DType type) {
        return type == DType.F64
                ? new Tensor(shape, new double[shape.elements()])
                : new Tensor(shape, new float[shape.elements()]);
    }
}
