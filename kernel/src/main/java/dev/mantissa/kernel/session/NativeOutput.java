package dev.mantissa.kernel.session;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** What native code has printed and the C library still holds back. */
public final class NativeOutput {
    private NativeOutput() {}

    /** Holds the function, so that it is looked up once and only when needed. */
    private static final class Function {
        private static final MethodHandle FFLUSH =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("fflush"),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    /** Looks the function up ahead of the first use. */
    public static void prepare() {
        flush();
    }

    /** Makes the C library write out what its streams hold back. */
    public static void flush() {
        try {
            // It fails where a program has closed its descriptor: then there is nothing to show.
            int ignored = (int) Function.FFLUSH.invokeExact(MemorySegment.NULL);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("fflush", e);
        }
    }
}
