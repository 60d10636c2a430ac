package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.WorkerPool;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntConsumer;

/** Packs a matrix, its rows shared among all threads. */
final class QuantEncoder {
    private static final int ROWS_PER_TASK = 8;

    private final QuantScheme scheme;
    private final Matrix weights;

    private QuantEncoder(QuantScheme scheme, Matrix weights) {
        this.scheme = scheme;
        this.weights = weights;
    }

    static QuantTensor encode(QuantScheme scheme, Matrix weights) {
        if (weights.type() != DType.F32) {
            throw new IllegalArgumentException(
                    "%s: weights are stored as %s; F32 is needed; convert them first"
                            .formatted(scheme.name(), weights.type()));
        }
        return new QuantEncoder(scheme, weights).encode();
    }

    private QuantTensor encode() {
        QuantTensor tensor = scheme.allocate(weights.rows(), weights.cols());
        if (scheme instanceof PlaneScheme planes) {
            if (scheme.group() == QuantScheme.TENSOR) {
                planes.packTogether(all(), tensor);
                return tensor;
            }
            if (planes.tensorScale(1) != 1) {
                tensor.putTensorScale(planes.tensorScale(largest()));
            }
        }
        eachRow(row -> scheme.pack(read(row), row, tensor));
        return tensor;
    }

    private float[] all() {
        long count = (long) weights.rows() * weights.cols();
        if (count > Integer.MAX_VALUE - 8) {
            throw new UsageException(
                    "%s: a matrix of %,d weights cannot share one scale; %,d can. Use %s:row."
                            .formatted(scheme, count, Integer.MAX_VALUE - 8, scheme.name()));
        }
        float[] all = new float[(int) count];
        eachRow(row -> System.arraycopy(read(row), 0, all, row * weights.cols(), weights.cols()));
        return all;
    }

    private float largest() {
        float[] largest = new float[weights.rows()];
        eachRow(row -> {
            float[] values = read(row);
            largest[row] = ScaleSearch.largest(values, 0, values.length);
        });
        return ScaleSearch.largest(largest, 0, largest.length);
    }

    private void eachRow(IntConsumer body) {
        int tasks = Math.ceilDiv(weights.rows(), ROWS_PER_TASK);
        WorkerPool.shared()
                .run(
                        "quantisation",
                        tasks,
                        task -> {
                            int end = Math.min(weights.rows(), (task + 1) * ROWS_PER_TASK);
                            for (int row = task * ROWS_PER_TASK; row < end; row++) {
                                body.accept(row);
                            }
                        });
    }

    private float[] read(int row) {
        return row(scheme, weights, row);
    }

    /** Weights up to that magnitude can be packed. */
    static double largestWeight(QuantScheme scheme) {
        if (!scheme.options().rotated()) {
            return scheme.largestWeight();
        }
        // A rotation may gather the magnitude of a whole block in one place; before it divides, it
        // sums the block in f32, and turning back sums what rounding has made a little larger.
        return Math.min(
                scheme.largestWeight() / Math.sqrt(Rotation.LARGEST),
                Float.MAX_VALUE / (2 * Rotation.LARGEST));
    }

    /**
     * A row as it will be stored: rotated if the scheme says so.
     *
     * @throws UsageException if a weight is not finite or too large, saying where
     */
    static float[] row(QuantScheme scheme, Matrix weights, int row) {
        MemorySegment memory = weights.host();
        double most = largestWeight(scheme);
        float[] values = new float[weights.cols()];
        for (int col = 0; col < values.length; col++) {
            long at = weights.offset() + row * weights.rowStride() + col * weights.colStride();
            float value = memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES);
            if (!(Math.abs(value) <= most)) {
                throw new UsageException(
                        "%s: weight [%d, %d] is %s; weights from %.4g to %.4g can be quantised. Repair the matrix or leave it unquantised."
                                .formatted(scheme.name(), row, col, value, -most, most));
            }
            values[col] = value;
        }
        if (scheme.options().rotated()) {
            Rotation.of(values.length).apply(values, 0);
        }
        return values;
    }
}
