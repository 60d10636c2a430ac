package dev.mantissa.lib.nd4j;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells from an operation's arrays in which layer it happens: every parameter of a network, and
 * every gradient, is a stretch of one buffer that the network keeps, so that the address of an
 * operand names the layer.
 *
 * <p>Networks are held weakly. A stretch is believed only as long as its buffer is alive: memory is
 * given to others no sooner.
 */
final class KnownNetworks {
    /** A layer of a network that is known. */
    record KnownLayer(WeakReference<Object> network, WeakReference<Object> part, LayerPlace place) {
        boolean hasParameters() {
            return switch (part.get()) {
                case Layer layer -> layer.numParams() > 0;
                case GraphVertex vertex -> vertex.numParams() > 0;
                case null, default -> false;
            };
        }

        /** True while the layer holds an input: from its forward step until it is cleared. */
        boolean isComputing() {
            return switch (part.get()) {
                case Layer layer -> layer.input() != null;
                case GraphVertex vertex ->
                        vertex.getInputs() != null
                                && vertex.getInputs().length > 0
                                && vertex.getInputs()[0] != null;
                case null, default -> false;
            };
        }
    }

    private record Stretch(
            long start, long end, WeakReference<DataBuffer> buffer, KnownLayer layer) {
        boolean isAlive() {
            DataBuffer owner = buffer.get();
            return owner != null && !owner.wasClosed();
        }
    }

    private record Known(
            WeakReference<Object> network,
            WeakReference<DataBuffer> parameters,
            @Nullable WeakReference<DataBuffer> gradients,
            List<KnownLayer> layers,
            List<Stretch> stretches) {}

    private volatile List<Known> networks = List.of();
    private volatile Stretch[] stretches = {};

    /** The layer that the array belongs to, or null. */
    @Nullable KnownLayer owner(@Nullable INDArray array) {
        Stretch[] sorted = stretches;
        if (sorted.length == 0 || array == null || array.isEmpty()) {
            return null;
        }
        long address = address(array);
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Stretch stretch = sorted[middle];
            if (address < stretch.start()) {
                high = middle - 1;
            } else if (address >= stretch.end()) {
                low = middle + 1;
            } else {
                return stretch.isAlive() ? stretch.layer() : null;
            }
        }
        return null;
    }

    /** Layers whose implementation is of that class and that hold an input now. */
    List<KnownLayer> computing(Class<?> implementation) {
        List<KnownLayer> found = new ArrayList<>();
        for (Known known : networks) {
            for (KnownLayer layer : known.layers()) {
                if (implementation.isInstance(layer.part().get()) && layer.isComputing()) {
                    found.add(layer);
                }
            }
        }
        return found;
    }

    /** Learns the layers of a network, or what changed since; other objects are left alone. */
    void know(Object network) {
        INDArray parameters = NetworkLayers.parameters(network);
        if (parameters == null || parameters.isEmpty()) {
            return;
        }
        INDArray gradients = NetworkLayers.gradients(network);
        DataBuffer gradientBuffer = gradients == null ? null : gradients.data();
        for (Known known : networks) {
            if (known.network().refersTo(network)
                    && known.parameters().refersTo(parameters.data())
                    && refersTo(known.gradients(), gradientBuffer)) {
                return;
            }
        }
        learn(network, parameters.data(), gradientBuffer);
    }

    private static boolean refersTo(
            @Nullable WeakReference<DataBuffer> reference, @Nullable DataBuffer buffer) {
        return reference == null ? buffer == null : buffer != null && reference.refersTo(buffer);
    }

    private synchronized void learn(
            Object network, DataBuffer parameters, @Nullable DataBuffer gradients) {
        WeakReference<Object> itself = new WeakReference<>(network);
        WeakReference<DataBuffer> values = new WeakReference<>(parameters);
        WeakReference<DataBuffer> slopes =
                gradients == null ? null : new WeakReference<>(gradients);
        List<KnownLayer> layers = new ArrayList<>();
        List<Stretch> all = new ArrayList<>();
        for (NetworkLayers.Part part : NetworkLayers.of(network)) {
            KnownLayer layer =
                    new KnownLayer(itself, new WeakReference<>(part.part()), part.place());
            layers.add(layer);
            for (INDArray array : part.parameters()) {
                all.add(stretch(array, values, layer));
            }
            INDArray gradient = part.gradient();
            if (slopes != null && gradient != null) {
                all.add(stretch(gradient, slopes, layer));
            }
        }
        List<Known> now = new ArrayList<>(networks);
        now.removeIf(known -> known.network().refersTo(network) || known.network().refersTo(null));
        now.add(new Known(itself, values, slopes, layers, all));
        networks = List.copyOf(now);
        stretches =
                now.stream()
                        .flatMap(known -> known.stretches().stream())
                        .filter(Stretch::isAlive)
                        .sorted(Comparator.comparingLong(Stretch::start))
                        .toArray(Stretch[]::new);
    }

    private static Stretch stretch(
            INDArray array, WeakReference<DataBuffer> buffer, KnownLayer layer) {
        long start = address(array);
        long bytes = array.length() * array.data().getElementSize();
        return new Stretch(start, start + bytes, buffer, layer);
    }

    private static long address(INDArray array) {
        DataBuffer data = array.data();
        return data.address() + array.offset() * data.getElementSize();
    }
}
