package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where networks are looked for when an operation in a layer is met whose network is not known: the
 * variables of the session, and arrays, collections and maps in them. Loads nothing of ND4J.
 */
public final class SessionNetworks {
    private static final int DEEPEST = 3;
    private static final int MOST = 1000;
    private static final AtomicReference<Supplier<? extends Collection<?>>> VALUES =
            new AtomicReference<>(List::of);

    private SessionNetworks() {}

    /** From now on {@code values} gives what the variables hold. */
    public static void search(Supplier<? extends Collection<?>> values) {
        VALUES.set(values);
    }

    /** The networks that can be found now; empty if the variables cannot be read at present. */
    static List<Object> find() {
        List<Object> found = new ArrayList<>();
        try {
            collect(Objects.requireNonNull(VALUES.get()).get(), 0, found);
        } catch (RuntimeException e) {
            // A collection that changes meanwhile, a variable that is being redefined: the next
            // operation asks again.
            return found;
        }
        return found;
    }

    private static void collect(@Nullable Object value, int depth, List<Object> found) {
        if (QuantTargets.isNetwork(value)) {
            found.add(Objects.requireNonNull(value));
            return;
        }
        if (depth > DEEPEST) {
            return;
        }
        switch (value) {
            case Collection<?> many when many.size() <= MOST ->
                    many.forEach(one -> collect(one, depth + 1, found));
            case Map<?, ?> map when map.size() <= MOST ->
                    map.values().forEach(one -> collect(one, depth + 1, found));
            case Object[] many when many.length <= MOST -> {
                for (Object one : many) {
                    collect(one, depth + 1, found);
                }
            }
            case null, default -> {}
        }
    }
}
