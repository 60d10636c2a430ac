package dev.mantissa.magics;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Takes standard error back from the launcher's filter, which swallows the JVM's line about
 * incubating modules.
 */
final class StandardError {
    private StandardError() {}

    /**
     * Makes the descriptor named by {@code MANTISSA_STDERR} standard error again; without one, does
     * nothing.
     */
    static void restore() {
        String descriptor = System.getenv("MANTISSA_STDERR");
        if (descriptor == null) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle dup2 =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("dup2"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));
            int ignored = (int) dup2.invokeExact(Integer.parseInt(descriptor), 2);
        } catch (Throwable failure) {
            // The filter goes on passing lines through: only progress lines suffer.
            System.err.println("mantissa: standard error stays line by line (" + failure + ")");
        }
    }
}
