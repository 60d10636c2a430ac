package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes Deeplearning4j networks compute with quantised weights, and gives them their own back. The
 * packed weights are kept; the network's arrays hold the decoded values, so that its own products
 * give the quantised network's results.
 *
 * <p>A session owns one. It holds networks weakly: a network that nobody else holds is forgotten,
 * with its weights.
 */
public final class NetworkQuantizer {
    private final List<Entry> entries = new ArrayList<>();

    /** A quantised network. */
    private record Entry(
            WeakReference<Object> network, QuantScheme scheme, List<QuantizedWeights> weights) {}

    /**
     * The outcome of {@link #restore}.
     *
     * @param arrays number of weight arrays that hold their original values again
     * @param discarded names of those that had been changed, by training say, after they were
     *     quantised; the change is gone
     */
    public record Restored(int arrays, List<String> discarded) {
        public Restored {
            discarded = List.copyOf(discarded);
        }
    }

    /**
     * Quantises every weight matrix and convolution kernel of a network; biases and norms stay. A
     * network that is quantised is quantised again from its original weights; arrays that were
     * changed since, by training say, from what they hold now, and that is then their original. If
     * it fails, nothing has changed.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     * @throws UsageException if it is none, has no f32 weights, or one of them is not finite
     */
    public synchronized QuantizationReport quantize(Object network, QuantScheme scheme) {
        Entry old = find(network);
        List<QuantizedWeights> weights =
                old == null
                        ? WeightMatrices.of(network).stream()
                                .map(matrix -> QuantizedWeights.pack(matrix, scheme))
                                .toList()
                        : old.weights().stream().map(w -> w.repack(scheme)).toList();
        weights.forEach(QuantizedWeights::apply);
        entries.remove(old);
        Entry entry = new Entry(new WeakReference<>(network), scheme, weights);
        entries.add(entry);
        return report(network, entry);
    }

    /** What quantising did to a network, if it is quantised. */
    public synchronized Optional<QuantizationReport> report(Object network) {
        return Optional.ofNullable(find(network)).map(entry -> report(network, entry));
    }

    private static QuantizationReport report(Object network, Entry entry) {
        List<LayerReport> layers = entry.weights().stream().map(QuantizedWeights::report).toList();
        long quantised = layers.stream().mapToLong(LayerReport::bytesBefore).sum();
        return new QuantizationReport(
                network.getClass().getSimpleName(),
                entry.scheme().toString(),
                layers,
                Float.BYTES * WeightMatrices.parameters(network) - quantised,
                entry.weights().stream()
                        .filter(QuantizedWeights::changedSince)
                        .map(QuantizedWeights::name)
                        .toList());
    }

    /**
     * Quantises one matrix [n, k], a scale per group of each row, and leaves it as it is.
     *
     * @throws UsageException if it is no f32 matrix, or not finite
     */
    public QuantizedArray quantize(INDArray matrix, QuantScheme scheme) {
        if (matrix.rank() != 2 || !OperandRounder.governs(matrix)) {
            throw new UsageException(
                    "cannot quantise an array of %d axes and type %s. Give a matrix [n, k] of type FLOAT, as with reshape(n, k).castTo(DataType.FLOAT)."
                            .formatted(matrix.rank(), matrix.dataType()));
        }
        WeightMatrix weights = new WeightMatrix("matrix", matrix, 0);
        float[] original = weights.values();
        QuantTensor packed = scheme.encode(WeightMatrix.matrix(original, weights.rows()));
        float[] decoded = WeightMatrix.values(packed.decode());
        return new QuantizedArray(
                packed,
                Nd4j.createFromArray(decoded).reshape(matrix.shape()),
                LayerReport.of(weights, original, decoded, packed));
    }

    /**
     * Gives a network its original weights back, bit for bit.
     *
     * @throws UsageException if it is not quantised
     */
    public synchronized Restored restore(Object network) {
        Entry entry = find(network);
        if (entry == null) {
            throw new UsageException(
                    "this %s is not quantised, so there is nothing to restore. Quantised now: %d. Quantise it first."
                            .formatted(network.getClass().getSimpleName(), entries.size()));
        }
        List<String> discarded = new ArrayList<>();
        for (QuantizedWeights weights : entry.weights()) {
            if (weights.changedSince()) {
                discarded.add(weights.name());
            }
            weights.restore();
        }
        entries.remove(entry);
        return new Restored(entry.weights().size(), discarded);
    }

    /** The scheme by which a network is quantised, if it is. */
    public synchronized Optional<QuantScheme> schemeOf(Object network) {
        return Optional.ofNullable(find(network)).map(Entry::scheme);
    }

    /** The packed weights of a network by name; none if it is not quantised. */
    public synchronized Map<String, QuantTensor> packedWeights(Object network) {
        Map<String, QuantTensor> packed = new LinkedHashMap<>();
        Entry entry = find(network);
        if (entry != null) {
            entry.weights().forEach(w -> packed.put(w.name(), w.packed()));
        }
        return packed;
    }

    /** Number of networks that are quantised and still in use. */
    public synchronized int size() {
        purge();
        return entries.size();
    }

    /** By identity: two networks with equal weights are two networks. */
    private @Nullable Entry find(Object network) {
        purge();
        for (Entry entry : entries) {
            if (entry.network().refersTo(network)) {
                return entry;
            }
        }
        return null;
    }

    private void purge() {
        entries.removeIf(entry -> entry.network().refersTo(null));
    }
}
