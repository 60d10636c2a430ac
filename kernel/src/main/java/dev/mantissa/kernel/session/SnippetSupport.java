package dev.mantissa.kernel.session;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What woven and rewritten code of cells calls; not meant to be called by hand. */
public final class SnippetSupport {
    private SnippetSupport() {}

    /** Links a stop check to the call site of the session that the class belongs to. */
    public static CallSite stopCheck(MethodHandles.Lookup caller, String name, MethodType type) {
        if (caller.lookupClass().getClassLoader() instanceof SnippetLoader loader) {
            return loader.stopSite().site();
        }
        throw new LinkageError("stop checks belong to cells: " + caller.lookupClass());
    }

    /** In place of {@code System.exit}. */
    public static void exit(int status) {
        throw new CellExit(status);
    }

    /** In place of {@code Runtime.exit} and {@code Runtime.halt}. */
    public static void exit(Runtime runtime, int status) {
        throw new CellExit(status);
    }

    /** The value of {@code Out[count]} in a cell. */
    public static @Nullable Object out(int count) {
        return history().value(count);
    }

    /** The value of {@code _} in a cell. */
    public static @Nullable Object last() {
        return history().last();
    }

    private static History history() {
        CellContext owner = CellStreams.instance().owner();
        if (owner == null || owner.run() == null) {
            throw new IllegalStateException(
                    "_ and Out are known to cells and the threads they start, and this thread is none of them");
        }
        return owner.run().history();
    }
}
