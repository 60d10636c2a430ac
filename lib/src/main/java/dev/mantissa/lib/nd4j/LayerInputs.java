package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * What the weight arrays of a network are multiplied by when it runs on a batch: the rows that
 * their products see, patches of images where they are kernels.
 */
final class LayerInputs {
    /** Of each array: for more, every second, third … row is taken. */
    static final int MOST_ROWS = 4096;

    private static final ScopedValue<LayerInputs> CURRENT = ScopedValue.newInstance();

    private record Watched(String name, Matrix view) {}

    private final Map<Long, Watched> watched = new HashMap<>();
    private final Map<String, List<float[]>> rows = new LinkedHashMap<>();

    private LayerInputs(List<WeightMatrix> arrays) {
        for (WeightMatrix array : arrays) {
            Matrix view = array.view();
            if (view != null) {
                watched.put(PackedParameter.address(view), new Watched(array.name(), view));
            }
        }
    }

    /**
     * Runs the network once, with f32 products.
     *
     * @param data as {@link NetworkRun#of} takes it
     * @param arrays whose inputs are wanted
     * @return inputs [m, k] by name; without arrays that are not multiplied as matrices
     * @throws dev.mantissa.lib.UsageException if the network does not take the data
     */
    static Map<String, Matrix> of(Object network, Object data, List<WeightMatrix> arrays) {
        NetworkRun run = NetworkRun.of(network, data);
        LayerInputs seen = new LayerInputs(arrays);
        PrecisionPolicy plain = PrecisionPolicy.parse("highest");
        NetworkRun.first(() -> ScopedValue.where(CURRENT, seen).call(() -> run.under(plain)));
        Map<String, Matrix> inputs = new LinkedHashMap<>();
        seen.rows.forEach((name, rows) -> inputs.put(name, matrix(rows)));
        return inputs;
    }

    /** A product of matrices is about to be computed: looks at its factors, if anybody asked. */
    static void see(CustomOp op, OpContext context) {
        EngineMatmul product = CURRENT.isBound() ? EngineMatmul.of(op, context) : null;
        if (product != null) {
            product.factors(CURRENT.get()::see);
        }
    }

    private void see(Matrix a, Matrix b) {
        Watched right = find(b.transposed());
        Watched left = right == null ? find(a) : null;
        if (right != null) {
            keep(right, a);
        } else if (left != null) {
            keep(left, b.transposed());
        }
    }

    private @Nullable Watched find(Matrix matrix) {
        Watched found = watched.get(PackedParameter.address(matrix));
        return found != null && PackedParameter.coincide(found.view(), matrix) ? found : null;
    }

    private void keep(Watched weights, Matrix x) {
        List<float[]> known = rows.computeIfAbsent(weights.name(), _ -> new ArrayList<>());
        int count = Math.min(MOST_ROWS, x.rows());
        for (int i = 0; i < count; i++) {
            known.add(x.row((int) ((long) i * x.rows() / count)));
        }
    }

    private static Matrix matrix(List<float[]> rows) {
        float[][] kept = new float[Math.min(MOST_ROWS, rows.size())][];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = rows.get((int) ((long) i * rows.size() / kept.length));
        }
        return Tensor.of(kept).matrix();
    }
}
