package dev.mantissa.lib.bench;

import java.lang.management.ManagementFactory;

/** A clock that only goes forward. */
@FunctionalInterface
public interface Ticker {
    /** The clock of the machine. */
    Ticker SYSTEM =
            new Ticker() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public long compilationMillis() {
                    var compiler = ManagementFactory.getCompilationMXBean();
                    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
                            ? compiler.getTotalCompilationTime()
                            : 0;
                }
            };

    long nanos();

    /** How long the JVM's compiler has worked so far; 0 for a clock of one's own. */
    default long compilationMillis() {
        return 0;
    }

    /** The least difference that it shows, over some thousand readings. */
    default long resolutionNanos() {
        long least = Long.MAX_VALUE;
        long last = nanos();
        for (int i = 0; i < 2000; i++) {
            long now = nanos();
            if (now > last) {
                least = Math.min(least, now - last);
            }
            last = now;
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }
}
