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
 * @param check finds out how right it is; null where nothing is known
 */
public record BenchCase(
        String group,
        String name,
        Map<String, Object> parameters,
        double flops,
        Callable<? extends @Nullable Object> body,
        @Nullable Callable<Accuracy> check) {
    public BenchCase {
        parameters = Map.copyOf(parameters);
    }
}
