package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.nd4j.KnownNetworks.KnownLayer;
import dev.mantissa.lib.precision.Operation;
import dev.mantissa.lib.precision.PrecisionPolicy;
import dev.mantissa.lib.precision.Role;
import dev.mantissa.lib.precision.Selector;
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
 * index and name stay unknown. In SameDiff graphs the names of variables take the place of layers,
 * and the numbers of products that of their indices.
 *
 * <p>Nothing of this happens unless the policy in force has an entry that asks for it.
 */
final class Places {
    private static final String GRADIENT = "_bp";

    private static final GraphProducts.Place NOWHERE = new GraphProducts.Place(-1, 0);

    /** The operation of which several smaller ones are run instead. */
    private static final ScopedValue<Operation> ENCLOSING = ScopedValue.newInstance();

    private final LayerSearch search;
    private final OpLedger ledger;
    private final GraphProducts products;

    Places(KnownNetworks networks, OpLedger ledger, GraphProducts products) {
        this.search = new LayerSearch(networks);
        this.ledger = ledger;
        this.products = products;
    }

    /**
     * Runs the parts of {@code operation}: where they are not told apart, they are in its place.
     */
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
     */
    Operation of(
            PrecisionPolicy policy, String name, @Nullable Object source, List<INDArray> arrays) {
        return of(policy.entries(), needsDirection(policy), name, source, arrays);
    }

    /** The place of an operation that there is something to say about, direction included. */
    Operation forReport(String name, @Nullable Object source, List<INDArray> arrays) {
        return of(List.of(), true, name, source, arrays);
    }

    /** Learns from the arrays of any operation in which layer this thread is. */
    void pass(List<INDArray> arrays) {
        KnownLayer layer = search.owner(arrays);
        if (layer != null) {
            search.found(layer, null);
        }
    }

    private Operation of(
            List<PrecisionPolicy.Entry> entries,
            boolean direction,
            String name,
            @Nullable Object source,
            List<INDArray> arrays) {
        KnownLayer layer = search.owner(arrays);
        if (layer == null && ENCLOSING.isBound()) {
            Operation outer = ENCLOSING.get();
            return new Operation(name, outer.roles(), outer.names(), outer.layer(), outer.layers());
        }
        GraphOperation graph = GraphOperation.of(source);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(Role.ofOperation(name));
        boolean backward = name.endsWith(GRADIENT);
        if (layer == null || graph == null && direction) {
            LayerStack stack = LayerStack.here();
            backward |= graph == null && stack.backward();
            if (layer == null) {
                layer = search.search(stack, arrays, graph);
            }
            if (layer == null) {
                roles.addAll(rolesWithoutLayer(entries, stack, graph, name));
            }
        }
        if (backward) {
            roles.add(Role.GRAD);
        }
        return at(layer, name, roles, graph);
    }

    private Operation at(
            @Nullable KnownLayer layer,
            String name,
            Set<Role> roles,
            @Nullable GraphOperation graph) {
        List<String> names = new ArrayList<>(graph == null ? List.of() : graph.names());
        if (layer == null) {
            var place = graph == null ? NOWHERE : products.of(graph);
            return new Operation(name, roles, names, place.index(), place.count());
        }
        search.found(layer, graph);
        LayerPlace place = layer.place();
        roles.addAll(place.roles());
        names.add(place.name());
        return new Operation(name, roles, names, place.index(), place.count());
    }

    private Set<Role> rolesWithoutLayer(
            List<PrecisionPolicy.Entry> entries,
            LayerStack stack,
            @Nullable GraphOperation graph,
            String name) {
        if (stack.layer() == null) {
            return graph == null ? Set.of() : graph.roles(name);
        }
        for (PrecisionPolicy.Entry entry : entries) {
            if (entry.selector() instanceof Selector.InLayers
                    || entry.selector() instanceof Selector.ByName) {
                ledger.unplaced(name, entry.selector().toString());
            }
        }
        return stack.roles();
    }

    private static boolean needsDirection(PrecisionPolicy policy) {
        for (PrecisionPolicy.Entry entry : policy.entries()) {
            if (entry.selector() instanceof Selector.InRole role && role.role() == Role.GRAD) {
                return true;
            }
        }
        return false;
    }
}
