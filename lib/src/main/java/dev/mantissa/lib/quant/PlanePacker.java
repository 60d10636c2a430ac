package dev.mantissa.lib.quant;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.WorkerPool;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Packs weights with scales and zero points that are found outside the scheme. */
final class PlanePacker {
    private static final int ROWS_PER_TASK = 8;

    /** Finds scale and zero point of one group, as they are stored. */
    interface Fitter {
        /**
         * @param group all its weights
         * @param column of the first of them; columns go on from it, and begin again at 0 behind
         *     the last one where the group is the tensor
         */
        GroupFit fit(float[] group, int column);
    }

    private PlanePacker() {}

    /**
     * The scheme as one with planes.
     *
     * @throws UsageException if its scales lie among its codes
     */
    static PlaneScheme planes(String method, QuantScheme scheme) {
        if (scheme instanceof PlaneScheme planes) {
            return planes;
        }
        throw new UsageException(
                "%s: the scales of %s cannot be set from outside. Allowed: %s. Or use awq, which goes with every scheme."
                        .formatted(
                                method,
                                scheme.name(),
                                String.join(
                                        ", ",
                                        QuantSchemes.all().stream()
                                                .filter(PlaneScheme.class::isInstance)
                                                .map(QuantScheme::name)
                                                .toList())));
    }

    /** Packs rows [n][k] with the codes nearest to each weight. */
    static QuantTensor pack(PlaneScheme scheme, float[][] rows, int cols, Fitter fitter) {
        QuantTensor tensor = allocate(scheme, rows, cols);
        GroupFit[][] fits = fits(scheme, rows, tensor, fitter);
        eachRow(
                rows.length,
                i -> {
                    float[] row = divided(rows[i], tensor.tensorScale());
                    byte[] codes = codes(cols);
                    int step = step(scheme, cols);
                    for (int from = 0; from < cols; from += step) {
                        float[] group = Arrays.copyOfRange(row, from, Math.min(cols, from + step));
                        assign(scheme.levels(), group, fits[i][from / step], codes, from);
                    }
                    scheme.putCodes(codes, i, tensor);
                });
        return tensor;
    }

    /** An empty tensor whose own scale is set. */
    static QuantTensor allocate(PlaneScheme scheme, float[][] rows, int cols) {
        QuantTensor tensor = scheme.allocate(rows.length, cols);
        float largest = 0;
        for (float[] row : rows) {
            largest = Math.max(largest, ScaleSearch.largest(row, 0, row.length));
        }
        if (scheme.tensorScale(1) != 1) {
            tensor.putTensorScale(scheme.tensorScale(largest));
        }
        return tensor;
    }

    /** Finds and stores the scales of all groups: [n][groups of a row], one where all share it. */
    static GroupFit[][] fits(
            PlaneScheme scheme, float[][] rows, QuantTensor tensor, Fitter fitter) {
        int cols = tensor.cols();
        int step = step(scheme, cols);
        GroupFit[][] fits = new GroupFit[rows.length][Math.ceilDiv(cols, step)];
        if (scheme.group() == QuantScheme.TENSOR && rows.length > 0 && cols > 0) {
            float[] all = new float[Math.multiplyExact(rows.length, cols)];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, all, i * cols, cols);
            }
            GroupFit fit = fitter.fit(all, 0);
            tensor.putScale(0, 0, fit);
            for (GroupFit[] row : fits) {
                row[0] = fit;
            }
            return fits;
        }
        eachRow(
                rows.length,
                i -> {
                    float[] row = divided(rows[i], tensor.tensorScale());
                    for (int from = 0; from < cols; from += step) {
                        int end = Math.min(cols, from + step);
                        GroupFit fit = fitter.fit(Arrays.copyOfRange(row, from, end), from);
                        fits[i][from / step] = fit;
                        tensor.putScale(i, from / step, fit);
                    }
                });
        return fits;
    }

    /** The nearest codes of a group, into {@code codes} from {@code at}. */
    static void assign(Levels levels, float[] group, GroupFit fit, byte[] codes, int at) {
        float[] shifted = group;
        if (fit.zero() != 0) {
            shifted = new float[group.length];
            for (int i = 0; i < shifted.length; i++) {
                shifted[i] = group[i] - fit.zero();
            }
        }
        levels.assign(shifted, 0, shifted.length, fit.scale(), codes, at);
    }

    /** Columns from one group of a row to the next. */
    static int step(PlaneScheme scheme, int cols) {
        return Math.min(scheme.group(), Math.max(1, cols));
    }

    /** Room for the codes of a row in whole blocks. */
    static byte[] codes(int cols) {
        return new byte[Math.ceilDiv(cols, QuantScheme.BLOCK) * QuantScheme.BLOCK];
    }

    static float[] divided(float[] row, float tensorScale) {
        if (tensorScale == 1) {
            return row;
        }
        float[] divided = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            divided[i] = row[i] / tensorScale;
        }
        return divided;
    }

    /** Rows shared among all threads. */
    static void eachRow(int rows, IntConsumer body) {
        WorkerPool.shared()
                .run(
                        "calibration",
                        Math.ceilDiv(rows, ROWS_PER_TASK),
                        task -> {
                            int end = Math.min(rows, (task + 1) * ROWS_PER_TASK);
                            for (int row = task * ROWS_PER_TASK; row < end; row++) {
                                body.accept(row);
                            }
                        });
    }
}
