package dev.mantissa.kernel.session;

import java.util.concurrent.TimeUnit;

/** Library code, as a cell sees it, that minds no interrupt for a while. */
public final class Stubborn {
    /** Runs for 2.6 seconds whatever happens, then ends as if nothing had been. */
    public void stubborn() {
        System.out.print("go");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2600);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        throw new IllegalStateException("late");
    }
}
