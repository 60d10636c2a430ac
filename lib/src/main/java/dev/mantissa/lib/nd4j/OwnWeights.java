package dev.mantissa.lib.nd4j;

import java.util.List;
import java.util.concurrent.Callable;
import org.nd4j.linalg.factory.Nd4j;

/** Lets a quantised network compute with its own weights for a while. */
final class OwnWeights {
    /** Of a network that is not quantised: nothing changes. */
    static final OwnWeights NONE = new OwnWeights(List.of(), List.of());

    private final List<Values> arrays;
    private final List<PackedParameter> parameters;

    /** What one array holds, and what it holds for the while. */
    private record Values(WeightMatrix matrix, float[] now, float[] own) {
        static Values of(QuantizedWeights weights) {
            return new Values(weights.matrix(), weights.matrix().values(), weights.source());
        }
    }

    private OwnWeights(List<Values> arrays, List<PackedParameter> parameters) {
        this.arrays = arrays;
        this.parameters = parameters;
    }

    /**
     * Of a network as it is now.
     *
     * @param parameters by which its products find the packed weights
     */
    static OwnWeights of(List<QuantizedWeights> weights, List<PackedParameter> parameters) {
        return new OwnWeights(weights.stream().map(Values::of).toList(), parameters);
    }

    /** Runs {@code body} with them; the network is then as it was. */
    <T> T during(Callable<T> body) throws Exception {
        unregister(parameters);
        try {
            arrays.forEach(one -> one.matrix().assign(one.own()));
            return body.call();
        } finally {
            arrays.forEach(one -> one.matrix().assign(one.now()));
            register(parameters);
        }
    }

    /** From now on products are made from the packed weights. */
    static void register(List<PackedParameter> parameters) {
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.packed().add(parameters);
        }
    }

    static void unregister(List<PackedParameter> parameters) {
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.packed().remove(parameters);
        }
    }
}
