package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantTensor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

        OwnWeights own() {
            return OwnWeights.of(weights, parameters());
        }

        QuantizationReport.Resident resident() {
            long packed = 0;
            long panels = 0;
            long decoded = 0;
            long originals = 0;
            for (QuantizedWeights one : weights) {
                long values = (long) Float.BYTES * one.packed().rows() * one.packed().cols();
                packed += one.packed().bytes();
                panels += one.packed().panelBytes();
                decoded += values;
                originals += one.hasOriginal() ? values : 0;
            }
            return new QuantizationReport.Resident(packed, panels, decoded, originals);
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
        List<QuantizedWeights> weights = pack(network, plan, plan.choose(all), old);
        weights.forEach(w -> before.remove(w.name()));
        if (old != null) {
            forget(old);
        }
        before.values().forEach(QuantizedWeights::restore);
        return install(network, weights, all);
    }

    private List<QuantizedWeights> pack(
            Object network, QuantPlan plan, List<QuantPlan.Choice> choices, @Nullable Entry old) {
        Map<String, float[]> sources = new HashMap<>();
        if (old != null) {
            old.weights().forEach(w -> sources.put(w.name(), w.source()));
        }
        choices.forEach(c -> sources.computeIfAbsent(c.matrix().name(), _ -> c.matrix().values()));
        List<WeightMatrix> arrays = choices.stream().map(QuantPlan.Choice::matrix).toList();
        OwnWeights own = old == null || plan.batch() == null ? OwnWeights.NONE : old.own();
        Calibrator calibrator =
                NetworkRun.unchecked(
                        () -> own.during(() -> Calibrator.of(network, plan.batch(), arrays)));
        return choices.stream()
                .map(c ->
                        QuantizedWeights.pack(
                                c.matrix(),
                                Objects.requireNonNull(sources.get(c.matrix().name())),
                                c.scheme(),
                                calibrator))
                .toList();
    }

    /**
     * Chooses a scheme for each weight array by measuring, and quantises the network so.
     *
     * @param inputs as {@link NetworkSensitivity#of} takes them
     * @param candidates to choose from
     * @param bits per weight for all of them together, scales included
     * @throws UsageException if the network is quantised, no choice is that small, or network and
     *     inputs do not fit; then nothing has changed
     */
    public synchronized BitBudget quantizeWithin(
            Object network, Object inputs, List<QuantScheme> candidates, double bits) {
        checkOriginal(network);
        BitBudget budget = BudgetSearch.find(network, inputs, candidates, bits);
        quantize(network, budget.plan());
        return budget;
    }

    /**
     * Makes a network of its own that holds packed weights and no f32 copy of them. The one given
     * stays as it is, and can be dropped.
     *
     * @param network a MultiLayerNetwork or ComputationGraph that is not quantised
     * @throws UsageException if it is none, or the plan does not fit
     */
    public synchronized QuantizedNetwork release(Object network, QuantPlan plan) {
        checkOriginal(network);
        List<WeightMatrix> all = WeightMatrices.of(network);
        List<QuantizedWeights> weights = pack(network, plan, plan.choose(all), null);
        Entry entry = new Entry(new WeakReference<>(network), weights, kept(all, weights));
        return QuantizedNetwork.of(network, weights, report(network, entry, List.of()));
    }

    private void checkOriginal(Object network) {
        if (find(network) != null) {
            throw new UsageException(
                    "this %s is quantised already, and its own weights are needed. Give them back first: %%quantize off."
                            .formatted(network.getClass().getSimpleName()));
        }
    }

    private static List<String> kept(List<WeightMatrix> all, List<QuantizedWeights> weights) {
        List<String> kept = new ArrayList<>(all.stream().map(WeightMatrix::name).toList());
        kept.removeAll(weights.stream().map(QuantizedWeights::name).toList());
        return kept;
    }

    /**
     * Writes a quantised network to a zip file: configuration, packed weights, what stays f32.
     *
     * @throws UsageException if it is not quantised, was changed since, or is a SameDiff graph
     * @throws IOException if the file cannot be written; an old one is then as it was
     */
    public synchronized void save(Object network, Path file) throws IOException {
        unchanged(network);
        QuantizedFile.write(file, network, packedWeights(network));
    }

    /**
     * The entry of a network.
     *
     * @throws UsageException if it is not quantised, or was changed since
     */
    private Entry unchanged(Object network) {
        Entry entry = find(network);
        if (entry == null) {
            throw new UsageException(
                    "this %s is not quantised. Quantise it first, as with %%quantize 4."
                            .formatted(network.getClass().getSimpleName()));
        }
        List<String> changed = changed(entry);
        if (!changed.isEmpty()) {
            throw new UsageException(
                    "changed since it was quantised, by training perhaps: %s. Quantise it again first."
                            .formatted(String.join(", ", changed)));
        }
        return entry;
    }

    /**
     * Reads what {@link #save} wrote: a network that computes with the packed weights, bit for bit
     * as the saved one did. It has no other weights to restore.
     *
     * @return a MultiLayerNetwork or ComputationGraph
     * @throws UsageException if there is no such file, or it is damaged
     */
    public synchronized Object load(Path file) {
        QuantizedFile.Loaded loaded = QuantizedFile.read(file);
        List<WeightMatrix> all = WeightMatrices.of(loaded.network());
        List<QuantizedWeights> weights = new ArrayList<>();
        for (WeightMatrix matrix : all) {
            QuantTensor packed = loaded.packed().get(matrix.name());
            if (packed != null
                    && packed.rows() == matrix.rows()
                    && packed.cols() == matrix.cols()) {
                weights.add(QuantizedWeights.loaded(matrix, packed));
            }
        }
        if (weights.size() != loaded.packed().size()) {
            throw new UsageException(
                    "cannot load '%s': its packed weights do not fit its layers. Save the network once more."
                            .formatted(file));
        }
        install(loaded.network(), weights, all);
        return loaded.network();
    }

    private QuantizationReport install(
            Object network, List<QuantizedWeights> weights, List<WeightMatrix> all) {
        weights.forEach(QuantizedWeights::apply);
        Entry entry = new Entry(new WeakReference<>(network), weights, kept(all, weights));
        entries.add(entry);
        OwnWeights.register(entry.parameters());
        return report(network, entry);
    }

    private void forget(Entry entry) {
        entries.remove(entry);
        OwnWeights.unregister(entry.parameters());
    }

    /** What quantising did to a network, if it is quantised. */
    public synchronized Optional<QuantizationReport> report(Object network) {
        return Optional.ofNullable(find(network)).map(entry -> report(network, entry));
    }

    private static QuantizationReport report(Object network, Entry entry) {
        return report(network, entry, changed(entry));
    }

    private static List<String> changed(Entry entry) {
        return entry.weights().stream()
                .filter(QuantizedWeights::changedSince)
                .map(QuantizedWeights::name)
                .toList();
    }

    private static QuantizationReport report(Object network, Entry entry, List<String> changed) {
        List<LayerReport> layers = entry.weights().stream().map(QuantizedWeights::report).toList();
        long quantised = layers.stream().mapToLong(LayerReport::bytesBefore).sum();
        return new QuantizationReport(
                network.getClass().getSimpleName(),
                entry.schemes(),
                layers,
                Float.BYTES * WeightMatrices.parameters(network) - quantised,
                changed,
                entry.kept(),
                entry.resident());
    }

    /**
     * Runs a quantised network with its own weights and with the packed ones, in turns: how right
     * it is, how far its outputs have moved, how long a run takes. One that came from a file has no
     * weights of its own, and is measured alone.
     *
     * @param data as {@link NetworkSensitivity#of} takes its inputs; a DataSet, a Tensor or a
     *     float[][] will do as well; right answers are counted where a DataSet has labels that are
     *     classes
     * @param time to measure for; up to five times as long where runs are slow
     * @throws UsageException if it is not quantised, was changed since, or does not take the data
     */
    public synchronized QuantizationEffect effect(Object network, Object data, Duration time) {
        Entry entry = unchanged(network);
        NetworkRun run = NetworkRun.of(network, data);
        return entry.weights().stream().allMatch(QuantizedWeights::hasOriginal)
                ? EffectMeter.of(run, entry.own(), run, data, time)
                : EffectMeter.of(run, data, time);
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
        WeightMatrix weights = new WeightMatrix("matrix", List.of(), false, matrix, 0);
        float[] original = weights.values();
        QuantTensor packed = scheme.encode(WeightMatrix.matrix(original, weights.rows()));
        float[] decoded = WeightMatrix.values(packed.decode());
        return new QuantizedArray(
                packed,
                Nd4j.createFromArray(decoded).reshape(matrix.shape()),
                LayerReport.of(weights, original, decoded, packed, null, null));
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
        List<String> discarded = changed(entry);
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
