package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes Deeplearning4j networks compute with quantised weights, and gives them their own back. The
 * packed weights are kept, and products with matrices are made from them; the network's arrays hold
 * the decoded values, so that whatever else reads these gives the quantised network's results.
 *
 * <p>A session owns one. It holds networks weakly: a network that nobody else holds is forgotten,
 * with its weights.
 */
public final class NetworkQuantizer {
    private final List<Entry> entries = new ArrayList<>();

    /** A quantised network. */
    private record Entry(
            WeakReference<Object> network, List<QuantizedWeights> weights, List<String> kept) {
        /** "q4:g32", or "q4:g32, q8:g32" where arrays have several. */
        String schemes() {
            return weights.stream()
                    .map(w -> w.packed().scheme().toString())
                    .distinct()
                    .collect(Collectors.joining(", "));
        }

        List<PackedParameter> parameters() {
            return weights.stream()
                    .map(QuantizedWeights::parameter)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

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
     * Quantises every weight matrix and convolution kernel of a network by one scheme, as {@link
     * #quantize(Object, QuantPlan)} does.
     */
    public QuantizationReport quantize(Object network, QuantScheme scheme) {
        return quantize(network, QuantPlan.of(scheme));
    }

    /**
     * Quantises the weight matrices and convolution kernels of a network that the plan names; the
     * others, biases and norms stay. Products with matrices are made from the packed form from now
     * on, in every precision mode. A network that is quantised is quantised again from its original
     * weights; arrays that were changed since, by training say, from what they hold now, and that
     * is then their original. If it fails, nothing has changed.
     *
     * @param network a MultiLayerNetwork, a ComputationGraph or a SameDiff graph
     * @throws UsageException if it is none, has no f32 weights, one of them is not finite, or the
     *     plan does not fit
     */
    public synchronized QuantizationReport quantize(Object network, QuantPlan plan) {
        Entry old = find(network);
        List<WeightMatrix> all = WeightMatrices.of(network);
        Map<String, QuantizedWeights> before = new LinkedHashMap<>();
        if (old != null) {
            old.weights().forEach(w -> before.put(w.name(), w));
        }
        List<QuantizedWeights> weights = new ArrayList<>();
        for (QuantPlan.Choice choice : plan.choose(all)) {
            QuantizedWeights known = before.remove(choice.matrix().name());
            weights.add(
                    known == null
                            ? QuantizedWeights.pack(choice.matrix(), choice.scheme())
                            : known.repack(choice.scheme()));
        }
        if (old != null) {
            forget(old);
        }
        before.values().forEach(QuantizedWeights::restore);
        return install(network, weights, all);
    }

    private QuantizationReport install(
            Object network, List<QuantizedWeights> weights, List<WeightMatrix> all) {
        weights.forEach(QuantizedWeights::apply);
        List<String> kept = new ArrayList<>(all.stream().map(WeightMatrix::name).toList());
        kept.removeAll(weights.stream().map(QuantizedWeights::name).toList());
        Entry entry = new Entry(new WeakReference<>(network), weights, kept);
        entries.add(entry);
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.packed().add(entry.parameters());
        }
        return report(network, entry);
    }

    private void forget(Entry entry) {
        entries.remove(entry);
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.packed().remove(entry.parameters());
        }
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
                entry.schemes(),
                layers,
                Float.BYTES * WeightMatrices.parameters(network) - quantised,
                entry.weights().stream()
                        .filter(QuantizedWeights::changedSince)
                        .map(QuantizedWeights::name)
                        .toList(),
                entry.kept());
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
        WeightMatrix weights = new WeightMatrix("matrix", List.of(), matrix, 0);
        float[] original = weights.values();
        QuantTensor packed = scheme.encode(WeightMatrix.matrix(original, weights.rows()));
        float[] decoded = WeightMatrix.values(packed.decode());
        return new QuantizedArray(
                packed,
                Nd4j.createFromArray(decoded).reshape(matrix.shape()),
                LayerReport.of(weights, original, decoded, packed, null));
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
        if (!entry.weights().stream().allMatch(QuantizedWeights::hasOriginal)) {
            throw new UsageException(
                    "this %s came quantised from a file, which has no other weights, so there is nothing to restore. Load the original network instead."
                            .formatted(network.getClass().getSimpleName()));
        }
        List<String> discarded = new ArrayList<>();
        for (QuantizedWeights weights : entry.weights()) {
            if (weights.changedSince()) {
                discarded.add(weights.name());
            }
        }
        forget(entry);
        entry.weights().forEach(QuantizedWeights::restore);
        return new Restored(entry.weights().size(), discarded);
    }

    /** The scheme by which a network is quantised, or several, if it is. */
    public synchronized Optional<String> schemesOf(Object network) {
        return Optional.ofNullable(find(network)).map(Entry::schemes);
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
        List.copyOf(entries).stream()
                .filter(entry -> entry.network().refersTo(null))
                .forEach(this::forget);
    }
}
