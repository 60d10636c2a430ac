package dev.mantissa.lib.precision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What two policies make of the operations that either of them names.
 *
 * @param rows everything first, then the selectors of both in the order written
 */
public record PolicyDifference(List<Row> rows) {
    /** Stands for layers of a network of unknown length. */
    private static final int MANY_LAYERS = 1_000_000;

    private static final String PRODUCT = "matmul";

    public PolicyDifference {
        rows = List.copyOf(rows);
    }

    /** The operations of one selector. */
    public record Row(Selector selector, Resolution left, Resolution right) {
        /** True if they are not computed in the same way. */
        public boolean differs() {
            return !left.isAs(right);
        }
    }

    /** Compares on one device. */
    public static PolicyDifference of(PrecisionPolicy left, PrecisionPolicy right, Device device) {
        Set<Selector> selectors = new LinkedHashSet<>();
        selectors.add(new Selector.Everything());
        left.entries().forEach(e -> selectors.add(e.selector()));
        right.entries().forEach(e -> selectors.add(e.selector()));
        List<Row> rows = new ArrayList<>();
        for (Selector selector : selectors) {
            Operation example = example(selector);
            rows.add(
                    new Row(
                            selector,
                            resolution(left, example, device),
                            resolution(right, example, device)));
        }
        return new PolicyDifference(rows);
    }

    private static Resolution resolution(PrecisionPolicy policy, Operation at, Device device) {
        return Resolution.of(policy.mode(at), device, policy);
    }

    /** An operation that the selector speaks of, and as few others as possible. */
    private static Operation example(Selector selector) {
        return switch (selector) {
            case Selector.Everything _ -> Operation.of(PRODUCT, null);
            case Selector.InRole(Role role) -> Operation.of(PRODUCT, role);
            case Selector.Named(String op) -> Operation.outside(op, Role.ofOperation(op));
            case Selector.InLayers(int first, int _) ->
                    new Operation(
                            PRODUCT,
                            Set.of(),
                            List.of(),
                            first < 0 ? first + MANY_LAYERS : first,
                            MANY_LAYERS);
            case Selector.ByName(String pattern, String _) ->
                    new Operation(
                            PRODUCT,
                            Set.of(),
                            List.of(pattern.replace('?', '_').replace("*", "_")),
                            -1,
                            0);
        };
    }
}
