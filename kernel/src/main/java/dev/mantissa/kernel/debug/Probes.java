package dev.mantissa.kernel.debug;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What woven code of cells calls; not meant to be called by hand. */
public final class Probes {
    private static final MethodType ENTER = MethodType.methodType(DebugFrame.class);
    private static final MethodType WANTED = MethodType.methodType(boolean.class, DebugFrame.class);
    private static final MethodType REACHED =
            MethodType.methodType(DebugFrame.class, DebugFrame.class, Object[].class);

    private Probes() {}

    private static Debugger debugger(MethodHandles.Lookup caller) {
        if (caller.lookupClass().getClassLoader() instanceof ProbedLoader loader) {
            return loader.debugger();
        }
        throw new LinkageError("probes belong to cells: " + caller.lookupClass());
    }

    private static MethodHandle bound(Object receiver, String name, MethodType type)
            throws ReflectiveOperationException {
        return MethodHandles.lookup().bind(receiver, name, type);
    }

    /** Links the entry of a method. */
    public static CallSite enter(MethodHandles.Lookup caller, String name, MethodType type)
            throws ReflectiveOperationException {
        return new ConstantCallSite(bound(debugger(caller), "enter", ENTER));
    }

    /**
     * Links the question whether a line is of interest; constantly not, if it is none of a cell.
     *
     * @param calls 1 if the line calls what may be code of cells, else 0
     */
    public static CallSite wanted(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            String method,
            int line,
            int calls)
            throws ReflectiveOperationException {
        Probe probe = probe(caller, method, line, calls == 1);
        return new ConstantCallSite(
                probe == null
                        ? MethodHandles.dropArguments(
                                MethodHandles.constant(boolean.class, false), 0, DebugFrame.class)
                        : bound(probe, "wanted", WANTED));
    }

    /**
     * Links what is told of a line.
     *
     * @param locals the local variables that are given
     */
    public static CallSite reached(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            String method,
            int line,
            String... locals)
            throws ReflectiveOperationException {
        Probe probe = probe(caller, method, line, true, locals);
        if (probe == null) {
            throw new LinkageError("a probe that is none of a cell was reached");
        }
        return new ConstantCallSite(
                bound(probe, "reached", REACHED)
                        .asCollector(Object[].class, locals.length)
                        .asType(type));
    }

    private static @Nullable Probe probe(
            MethodHandles.Lookup caller, String method, int line, boolean calls, String... locals) {
        Debugger debugger = debugger(caller);
        String className = caller.lookupClass().getName();
        CellLine place = debugger.place(className, line);
        List<LocalType> types = Stream.of(locals).map(LocalType::decoded).toList();
        return place == null
                ? null
                : new Probe(debugger, className, method, line, place, calls, types);
    }

    /** A method ends. */
    public static void leave(@Nullable DebugFrame frame) {
        if (frame != null) {
            frame.thread().leave(frame);
        }
    }
}
