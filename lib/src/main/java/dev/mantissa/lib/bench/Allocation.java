package dev.mantissa.lib.bench;

import java.lang.management.ManagementFactory;

/** Heap memory that work takes on its own thread. */
final class Allocation {
    /** Of one execution; -1 where the JVM does not count. */
    long of(BenchCase bench) throws Exception {
        if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()) {
            return (long) bench.scope().within(() -> (double) counted(threads, bench));
        }
        return -1;
    }

    private static long counted(com.sun.management.ThreadMXBean threads, BenchCase bench)
            throws Exception {
        long before = threads.getCurrentThreadAllocatedBytes();
        bench.body().call();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
