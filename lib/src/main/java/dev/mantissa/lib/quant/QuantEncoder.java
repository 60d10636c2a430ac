package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.WorkerPool;
import dev.mantissa.lib.tensor.DType;
import dev.mantissa.lib.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Packs a matrix, its rows shared among all threads. */
final class QuantEncoder {
    private static final int ROWS_PER_TASK = 8;

    private QuantEncoder() {}

    static QuantTensor encode(QuantScheme scheme, Matrix weights) {
        if (weights.type() != DType.F32) {
            throw new IllegalArgumentException(
                    "%s: weights are stored as %s; F32 is needed; convert them first"
                            .formatted(scheme.name(), weights.type()));
        }
        QuantTensor tensor = QuantTensor.empty(scheme, weights.rows(), weights.cols());
        int tasks = (weights.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK;
        WorkerPool.shared()
                .run(
                        "quantisation",
                        tasks,
                        task -> {
                            int end = Math.min(weights.rows(), (task + 1) * ROWS_PER_TASK);
                            for (int row = task * ROWS_PER_TASK; row < end; row++) {
                                encodeRow(scheme, weights, row, tensor);
                            }
                        });
        return tensor;
    }

    private static void encodeRow(QuantScheme scheme, Matrix weights, int row, QuantTensor tensor) {
        float[] values = read(scheme, weights, row);
        byte[] codes = new byte[scheme.group()];
        for (int from = 0; from < values.length; from += scheme.group()) {
            int count = Math.min(scheme.group(), values.length - from);
            Arrays.fill(codes, (byte) 0);
            short scale = scheme.encode(values, from, count, codes);
            tensor.put(row, from, count, scale, codes);
        }
    }

    private static float[] read(QuantScheme scheme, Matrix weights, int row) {
        MemorySegment memory = weights.host();
        float most = Float.float16ToFloat((short) 0x7bff) * Math.abs(scheme.level(highest(scheme)));
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
        return values;
    }

    private static int highest(QuantScheme scheme) {
        return scheme.bits() == Byte.SIZE ? Byte.MAX_VALUE : (1 << scheme.bits()) - 1;
    }
}
