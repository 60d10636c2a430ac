package dev.mantissa.lib.bench;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * One thing to be timed.
 *
 * @param group cases of one group are compared with one another, the first is the baseline
 * @param name within its group
 * @param parameters what sets it apart, for the record: mode, size
 * @param flops floating-point operations of one execution; NaN if unknown
 * @param body does it once; its value is kept from being optimised away
 * @param check finds out how right it is; null, or gives null, where nothing can be known
 * @param scope surrounds every sample
 */
public record BenchCase(
        String group,
        String name,
        Map<String, Object> parameters,
        double flops,
        Callable<? extends @Nullable Object> body,
        @Nullable Callable<@Nullable Accuracy> check,
        Scope scope) {

    /** What surrounds every run of a case, and is not timed: settings in force. */
    @FunctionalInterface
    public interface Scope {
        /** No surroundings. */
        Scope NONE = Callable::call;

        double within(Callable<Double> sample) throws Exception;
    }

    /** A case that needs no surroundings. */
    public BenchCase(
            String group,
            String name,
            Map<String, Object> parameters,
            double flops,
            Callable<? extends @Nullable Object> body,
            @Nullable Callable<@Nullable Accuracy> check) {
        this(group, name, parameters, flops, body, check, Scope.NONE);
    }

    public BenchCase {
        parameters = Map.copyOf(parameters);
    }
}
