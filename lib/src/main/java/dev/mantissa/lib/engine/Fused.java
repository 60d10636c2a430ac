package dev.mantissa.lib.engine;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;

/**
 * Multiply and add, in one step where the processor has an instruction for it. Where it has none,
 * Java's own fused step is exact arithmetic in software, some thousand times slower.
 */
final class Fused {
    private static final boolean HARDWARE = hardware();

    private Fused() {}

    /** a · b + sum. */
    static FloatVector multiplyAdd(FloatVector a, FloatVector b, FloatVector sum) {
        return HARDWARE ? a.fma(b, sum) : a.mul(b).add(sum);
    }

    private static boolean hardware() {
        var bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return bean == null || Boolean.parseBoolean(bean.getVMOption("UseFMA").getValue());
        } catch (IllegalArgumentException e) {
            return true; // another JVM, which does not say
        }
    }
}
