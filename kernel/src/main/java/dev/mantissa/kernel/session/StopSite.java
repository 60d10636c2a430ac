package dev.mantissa.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * The one call site that all stop checks of a session share. Its target does nothing, and compiled
 * code treats it as the constant it is: a check costs nothing. Arming changes the target, which
 * makes the JVM throw away the compiled code that relied on it, also of loops that run.
 */
final class StopSite {
    private static final MethodType CHECK = MethodType.methodType(void.class);
    private static final MethodHandle NOTHING = MethodHandles.zero(void.class);
    private static final MethodHandle THROW = throwing();

    private final MutableCallSite site = new MutableCallSite(NOTHING);
    private boolean armed;

    private static MethodHandle throwing() {
        try {
            return MethodHandles.lookup().findStatic(StopSite.class, "check", CHECK);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("stop check", e);
        }
    }

    /** Makes every check look whether its cell was asked to stop. */
    synchronized void arm() {
        set(true);
    }

    /** Makes the checks free again. */
    synchronized void disarm() {
        set(false);
    }

    synchronized boolean isArmed() {
        return armed;
    }

    private void set(boolean on) {
        if (armed != on) {
            armed = on;
            site.setTarget(on ? THROW : NOTHING);
            MutableCallSite.syncAll(new MutableCallSite[] {site});
        }
    }

    CallSite site() {
        return site;
    }

    /**
     * What an armed check does: stops cells that were asked to, and threads that belong to none.
     */
    static void check() {
        CellRun run = CellRun.current();
        if (run == null || run.stopRequested()) {
            throw new CellStop();
        }
    }
}
