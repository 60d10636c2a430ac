package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.nd4j.KnownNetworks.KnownLayer;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the layer in which an operation happens, from its arrays and from what came before it. */
final class LayerSearch {
    /** What was found last on a thread. */
    private record Latest(KnownLayer layer, @Nullable SameDiff graph) {}

    private final KnownNetworks networks;
    private final ThreadLocal<@Nullable Latest> latest = new ThreadLocal<>();

    LayerSearch(KnownNetworks networks) {
        this.networks = networks;
    }

    /** The layer one of whose parameters or gradients is among the arrays, or null. */
    @Nullable KnownLayer owner(List<INDArray> arrays) {
        for (INDArray array : arrays) {
            KnownLayer owner = networks.owner(array);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    /** Remembers that this thread is in that layer. */
    void found(KnownLayer layer, @Nullable GraphOperation graph) {
        Latest before = latest.get();
        SameDiff of = graph == null ? null : graph.graph();
        if (before == null || before.layer() != layer || before.graph() != of) {
            latest.set(new Latest(layer, of));
        }
    }

    /**
     * The layer of an operation none of whose arrays is known to belong to one; null if it is in
     * none, or in a network that cannot be found.
     */
    @Nullable KnownLayer search(
            LayerStack stack, List<INDArray> arrays, @Nullable GraphOperation graph) {
        Class<?> type = stack.layer();
        if (type == null) {
            return null;
        }
        // Networks keep their parameters outside workspaces: this may be one not seen before.
        if (arrays.stream().anyMatch(array -> !array.isAttached())) {
            SessionNetworks.find().forEach(networks::know);
            KnownLayer owner = owner(arrays);
            if (owner != null) {
                return owner;
            }
        }
        List<KnownLayer> all = networks.computing(type).stream().filter(this::isPlausible).toList();
        if (all.size() <= 1) {
            return all.isEmpty() ? null : all.getFirst();
        }
        return atWork(all, stack, graph);
    }

    /**
     * A layer with parameters has used them before anything else, and so was found, or one of its
     * network. Others may hold an input of a run that failed, while a network that nobody knows is
     * at work.
     */
    private boolean isPlausible(KnownLayer layer) {
        Latest before = latest.get();
        Object network = layer.network().get();
        return !layer.hasParameters()
                || before != null && network != null && before.layer().network().refersTo(network);
    }

    /**
     * The one of several layers of a kind that is at work. Steps through a sequence, and those of
     * backpropagation, come after one that uses the parameters themselves: it is the layer found
     * last, unless that has been left. Else it is the last layer that has an input.
     */
    private @Nullable KnownLayer atWork(
            List<KnownLayer> all, LayerStack stack, @Nullable GraphOperation graph) {
        Latest before = latest.get();
        Object network = before == null ? null : before.layer().network().get();
        if (before == null || network == null) {
            return stack.returning() ? null : lastOfOne(all);
        }
        boolean follows = stack.returning() || stack.isRecurrent();
        boolean stays = graph == null || graph.graph() == before.graph();
        if (follows && stays && all.contains(before.layer())) {
            return before.layer();
        }
        int above = before.layer().place().index();
        return all.stream()
                .filter(layer -> layer.network().refersTo(network))
                .filter(layer -> !stack.returning() || layer.place().index() < above)
                .max(Comparator.comparingInt((KnownLayer layer) -> layer.place().index()))
                .orElse(null);
    }

    /** The last of these layers, if one network has them all. */
    private static @Nullable KnownLayer lastOfOne(List<KnownLayer> all) {
        Object network = all.getFirst().network().get();
        boolean one = all.stream().allMatch(layer -> layer.network().refersTo(network));
        return one
                ? all.stream()
                        .max(Comparator.comparingInt((KnownLayer l) -> l.place().index()))
                        .orElse(null)
                : null;
    }
}
