package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.quant.QuantTensor;
import dev.mantissa.lib.tensor.Matrix;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of quantised networks, known by where they lie, so that products with them are made
 * from their packed form. Operations that write there are noticed, and the array is compared before
 * the next product; writing around operations, as putScalar does, is not.
 */
final class PackedParameters {
    /** Immutable: replaced as a whole. */
    private record Known(Map<Long, PackedParameter> byAddress, long start, long end) {
        static final Known NONE = new Known(Map.of(), Long.MAX_VALUE, Long.MIN_VALUE);

        static Known of(Map<Long, PackedParameter> all) {
            long start = Long.MAX_VALUE;
            long end = Long.MIN_VALUE;
            for (PackedParameter one : all.values()) {
                start = Math.min(start, one.start());
                end = Math.max(end, one.end());
            }
            return new Known(Map.copyOf(all), start, end);
        }
    }

    private volatile Known known = Known.NONE;

    boolean isEmpty() {
        return known == Known.NONE;
    }

    int size() {
        return known.byAddress().size();
    }

    /** From now on products with these arrays are made from their packed form. */
    synchronized void add(Collection<PackedParameter> parameters) {
        Map<Long, PackedParameter> all = alive();
        parameters.forEach(one -> all.put(one.start(), one));
        replace(all);
    }

    synchronized void remove(Collection<PackedParameter> parameters) {
        Map<Long, PackedParameter> all = alive();
        parameters.forEach(one -> all.remove(one.start(), one));
        replace(all);
    }

    private Map<Long, PackedParameter> alive() {
        Map<Long, PackedParameter> all = new HashMap<>(known.byAddress());
        all.values().removeIf(one -> !one.isAlive());
        return all;
    }

    private void replace(Map<Long, PackedParameter> all) {
        known = all.isEmpty() ? Known.NONE : Known.of(all);
    }

    /** The one that lies there as [outputs, inputs], if its array is unchanged. */
    @Nullable PackedParameter find(Matrix matrix) {
        PackedParameter found = known.byAddress().get(PackedParameter.address(matrix));
        return found != null && found.is(matrix) ? found : null;
    }

    /** Whether one of the arrays begins where a packed weight array does. */
    boolean mayHave(List<INDArray> arrays) {
        Known now = known;
        if (now == Known.NONE) {
            return false;
        }
        for (INDArray array : arrays) {
            if (OperandRounder.governs(array) && now.byAddress().containsKey(address(array))) {
                return true;
            }
        }
        return false;
    }

    /** The packed weights of an array that itself holds no values; null for every other. */
    @Nullable QuantTensor ofHollow(INDArray array) {
        Known now = known;
        if (now == Known.NONE || !OperandRounder.governs(array)) {
            return null;
        }
        PackedParameter found = now.byAddress().get(address(array));
        return found != null && found.isHollow() && found.isAlive() ? found.packed() : null;
    }

    /**
     * Runs {@code body} while products with these arrays are made from their packed form; then all
     * is as it was before.
     */
    <T> T during(Collection<PackedParameter> parameters, Supplier<T> body) {
        if (parameters.isEmpty()) {
            return body.get();
        }
        Map<Long, PackedParameter> before = known.byAddress();
        add(parameters);
        try {
            return body.get();
        } finally {
            remove(parameters);
            List<PackedParameter> displaced =
                    parameters.stream()
                            .map(one -> before.get(one.start()))
                            .filter(Objects::nonNull)
                            .toList();
            // What was written meanwhile was not told to them.
            displaced.forEach(PackedParameter::written);
            add(displaced);
        }
    }

    /** An operation has written to that array. */
    void written(@Nullable INDArray array) {
        Known now = known;
        if (now == Known.NONE || array == null || array.isEmpty()) {
            return;
        }
        long start = address(array);
        long span = OperandRounder.span(array);
        long end = span < 0 ? Long.MAX_VALUE : start + span * array.data().getElementSize();
        if (span < 0) {
            start = array.data().address();
        }
        if (start >= now.end() || end <= now.start()) {
            return;
        }
        for (PackedParameter one : now.byAddress().values()) {
            if (start < one.end() && end > one.start()) {
                one.written();
            }
        }
    }

    private static long address(INDArray array) {
        DataBuffer data = array.data();
        return data.address() + array.offset() * data.getElementSize();
    }
}
