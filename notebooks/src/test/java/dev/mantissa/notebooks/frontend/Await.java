package dev.mantissa.notebooks.frontend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does, and no longer than that takes. */
final class Await {
    private static final Duration PERIOD = Duration.ofMillis(50);

    private Await() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param state shown when it does not in time
     */
    static void until(String what, Duration limit, BooleanSupplier holds, Supplier<String> state) {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError(
                        "%s: not within %d s%n%s".formatted(what, limit.toSeconds(), state.get()));
            }
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }
}
