package dev.mantissa.lib.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What else went on in the JVM and on the machine.
 *
 * @param collections of garbage
 * @param collectionMillis they took
 * @param compilationMillis of the just-in-time compiler
 * @param loadBefore average number of runnable threads of the machine at the start; negative if
 *     unknown
 * @param loadAfter at the end
 */
public record Activity(
        long collections,
        long collectionMillis,
        long compilationMillis,
        double loadBefore,
        double loadAfter) {

    static Activity now() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, gc.getCollectionCount());
            millis += Math.max(0, gc.getCollectionTime());
        }
        var compiler = ManagementFactory.getCompilationMXBean();
        long compiling =
                compiler != null && compiler.isCompilationTimeMonitoringSupported()
                        ? compiler.getTotalCompilationTime()
                        : 0;
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Activity(count, millis, compiling, load, load);
    }

    Activity since(Activity earlier) {
        return new Activity(
                collections - earlier.collections,
                collectionMillis - earlier.collectionMillis,
                compilationMillis - earlier.compilationMillis,
                earlier.loadBefore,
                loadAfter);
    }
}
