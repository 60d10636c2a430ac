package dev.mantissa.magics.line;

import dev.mantissa.magics.table.Figures;
import java.lang.management.ManagementFactory;

/** Wall and processor time since its start. */
final class Stopwatch {
    private final long wall = System.nanoTime();
    private final long processor = processorNanos();
    private final long thread = threadNanos();

    private Stopwatch() {}

    static Stopwatch start() {
        return new Stopwatch();
    }

    String report() {
        double elapsed = System.nanoTime() - wall;
        // the process's clock ticks coarsely on some systems: never below this thread's own
        double used = Math.max(processorNanos() - processor, threadNanos() - thread);
        return "wall %s · processor %s (all threads)"
                .formatted(Figures.time(elapsed), Figures.time(used));
    }

    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
