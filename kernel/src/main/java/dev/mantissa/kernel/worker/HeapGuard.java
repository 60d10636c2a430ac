package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.CellError;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells memory that a cell filled for a moment from memory that its variables and classes keep
 * full.
 */
final class HeapGuard {
    private static final Set<String> CLASSES = Set.of("Metaspace", "Compressed Class Space");

    /** What the compiler needs for the next cell. */
    private static final long NEEDED_BYTES = 32L << 20;

    /** What the classes of the next cell need. */
    private static final long NEEDED_CLASS_BYTES = 4L << 20;

    /** Given up at the first exhaustion, so that it can be looked into. */
    private volatile byte @Nullable [] reserve = new byte[2 << 20];

    static boolean isExhaustion(CellError error) {
        return error.name().equals(OutOfMemoryError.class.getName());
    }

    /** Whether the cell ran out of heap, and no room has come back. */
    boolean staysFull(CellError error) {
        if (!isExhaustion(error)) {
            return false;
        }
        reserve = null;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return free < NEEDED_BYTES;
    }

    /** Whether the message of an {@link OutOfMemoryError} tells of classes. */
    static boolean isOfClasses(@Nullable String message) {
        return message != null && CLASSES.stream().anyMatch(c -> message.equalsIgnoreCase(c));
    }

    /** Whether the cell ran out of room for classes, and none has come back. */
    boolean classesStayFull(CellError error) {
        return isExhaustion(error)
                && isOfClasses(error.message())
                && ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> CLASSES.contains(pool.getName()))
                        .map(MemoryPoolMXBean::getUsage)
                        .anyMatch(u ->
                                u.getMax() > 0
                                        && u.getMax() - u.getCommitted() < NEEDED_CLASS_BYTES);
    }
}
