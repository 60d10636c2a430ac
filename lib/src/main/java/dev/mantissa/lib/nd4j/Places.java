package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Finds out where in a network an operation happens, with nothing attached to the network.
 *
 * <p>The arrays of an operation tell its layer: one of them is a parameter of the layer, or the
 * gradient of one, and those lie in memory that {@link KnownNetworks} has learnt. A network that is
 * met for the first time is looked for among the session's variables. Where no array tells, the
 * stack says which kind of layer computes, and the layer is that one of this kind that holds an
 * input. If the network cannot be found at all, the stack still gives role and direction, while
 * index and name stay unknown. In SameDiff graphs the names of variables take the place of layers.
 *
 * <p>Nothing of this happens unless the policy in force has an entry that asks for it.
 */
final class Places {
    /** The operation of which several smaller ones are run instead. */
    private static final ScopedValue<Operation> ENCLOSING = ScopedValue.newInstance();

    private final KnownNetworks networks;
    private final ThreadLocal<KnownNetworks.@Nullable KnownLayer> latest = new ThreadLocal<>();

    Places(KnownNetworks networks) {
        this.networks = networks;
    }

    /** Runs the parts of {@code operation}: where they are not told apart, they are in its place. */
    static <T> T within(Operation operation, Callable<T> parts) {
        try {
            return ScopedValue.where(ENCLOSING, operation).call(parts::call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A part of the operation that is being run as several, else an operation in no place. */
    static Operation partOf(String name, Role role) {
        return ENCLOSING.isBound() ? ENCLOSING.get().with(role) : Operation.of(name, role);
    }

    /**
     * The place of an operation.
     *
     * @param source the operation itself where it may belong to a SameDiff graph
     * @param arrays its inputs and outputs
     * @param direction whether it must be known if the operation belongs to backpropagation
     */
    Operation of(
            String name, @Nullable Object source, List<INDArray> arrays, boolean direction) {
        GraphOperation graph = GraphOperation.of(source);
        KnownNetworks.KnownLayer layer = owner(arrays);
        if (layer == null && ENCLOSING.isBound()) {
            Operation outer = ENCLOSING.get();
            return new Operation(
                    name, outer.roles(), outer.names(), outer.layer(), outer.layers());
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(LayerRoles.ofOperation(name));
        boolean backward = name.endsWith("_bp");
        if (layer == null || direction && graph == null) {
            LayerStack stack = LayerStack.here();
            backward |= graph == null && stack.backward();
            if (layer == null && stack.layer() != null) {
                layer = search(stack, arrays);
                roles.addAll(layer == null ? LayerRoles.of(stack.layer()) : Set.of());
            } else if (layer == null && graph != null) {
                roles.addAll(graph.roles(name));
            }
        }
        if (backward) {
            roles.add(Role.GRAD);
        }
        List<String> names = new ArrayList<>(graph == null ? List.of() : graph.names());
        if (layer == null) {
            return new Operation(name, roles, names, -1, 0);
        }
        latest.set(layer);
        LayerPlace place = layer.place();
        roles.addAll(place.roles());
        names.add(place.name());
        return new Operation(name, roles, names, place.index(), place.count());
    }

    private KnownNetworks.@Nullable KnownLayer owner(List<INDArray> arrays) {
        for (INDArray array : arrays) {
            KnownNetworks.KnownLayer owner = networks.owner(array);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    private KnownNetworks.@Nullable KnownLayer search(LayerStack stack, List<INDArray> arrays) {
        if (arrays.stream().anyMatch(array -> !array.isAttached())) {
            SessionNetworks.find().forEach(networks::know);
            KnownNetworks.KnownLayer owner = owner(arrays);
            if (owner != null) {
                return owner;
            }
        }
        return stack.layer() == null ? null : computing(stack.layer(), stack.backward());
    }

    /**
     * The layer of that class that is at work. Going forward it is the last one that has an input;
     * going back all have one, and it is the one whose parameters were used latest.
     */
    private KnownNetworks.@Nullable KnownLayer computing(Class<?> type, boolean backward) {
        List<KnownNetworks.KnownLayer> all = networks.computing(type);
        KnownNetworks.KnownLayer before = latest.get();
        if (all.size() <= 1) {
            return all.isEmpty() ? null : all.getFirst();
        }
        if (backward) {
            return all.contains(before) ? before : null;
        }
        Object network = before == null ? null : before.network().get();
        return all.stream()
                .filter(layer -> network != null && layer.network().refersTo(network))
                .reduce((first, last) -> last)
                .orElse(null);
    }
}
