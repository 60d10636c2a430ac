package dev.mantissa.lib.nd4j;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The products of a SameDiff graph, numbered from 0 in the order of the graph: what {@code layer:N}
 * counts there, because graphs have no layers. A product of backpropagation has the number of the
 * product whose gradient it computes.
 */
final class GraphProducts {
    private final OpRules rules;
    private volatile @Nullable Known last;

    GraphProducts(OpRules rules) {
        this.rules = rules;
    }

    /**
     * A product's number.
     *
     * @param index from 0; negative if it is no product of the graph
     * @param count number of products in the graph
     */
    record Place(int index, int count) {}

    private record Known(
            WeakReference<SameDiff> graph,
            int operations,
            Map<String, Integer> byResult,
            int count) {}

    /** Where an operation is among the products of its graph. */
    Place of(GraphOperation operation) {
        Known known = known(operation.graph());
        for (String name : operation.resultNames()) {
            Integer index = known.byResult().get(name);
            if (index != null) {
                return new Place(index, known.count());
            }
        }
        return new Place(-1, known.count());
    }

    /** Operations come one after another from the same graph, which may have grown meanwhile. */
    private Known known(SameDiff graph) {
        Known before = last;
        int operations = graph.getOps().size();
        if (before != null && before.graph().refersTo(graph) && before.operations() == operations) {
            return before;
        }
        Known now = number(graph, operations);
        last = now;
        return now;
    }

    private Known number(SameDiff graph, int operations) {
        Map<String, Integer> byResult = new HashMap<>();
        Set<String> backward = new HashSet<>();
        int count = 0;
        for (DifferentialFunction function : graph.ops()) {
            GraphOperation operation = new GraphOperation(function, graph);
            if (operation.usesGradient(backward)) {
                backward.addAll(operation.outputs());
            } else if (isProduct(function.opName())) {
                for (String output : operation.outputs()) {
                    byResult.put(output, count);
                }
                count++;
            }
        }
        return new Known(new WeakReference<>(graph), operations, byResult, count);
    }

    /** True for the operations that a policy's table has a row for. */
    boolean isProduct(String opName) {
        return rules.of(opName) != null && rules.multiplies(opName);
    }
}
