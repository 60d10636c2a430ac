package dev.mantissa.lib.bench;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Heap memory that work takes on its own thread. */
final class Allocation {
    /** Of one execution; -1 where the JVM does not count. */
    long of(Callable<? extends @Nullable Object> body) throws Exception {
        if (ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                && threads.isThreadAllocatedMemorySupported()
                && threads.isThreadAllocatedMemoryEnabled()) {
            long before = threads.getCurrentThreadAllocatedBytes();
            body.call();
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
        return -1;
    }
}
