package dev.mantissa.kernel.session;

import java.util.List;

/**
 * What a JVM has to be told so that sessions can keep its compiler warm. Without it they work as
 * well, but take two to four times as long for a cell.
 */
public final class CompilerAccess {
    private static final String MODULE = "jdk.compiler";
    private static final List<String> PACKAGES =
            List.of(
                    "com.sun.tools.javac.api",
                    "com.sun.tools.javac.code",
                    "com.sun.tools.javac.util");

    private CompilerAccess() {}

    /** Options for the command line. */
    public static List<String> options() {
        return PACKAGES.stream()
                .map(name -> "--add-exports=" + MODULE + "/" + name + "=ALL-UNNAMED")
                .toList();
    }

    /** Whether this JVM was told so. */
    static boolean isOpen() {
        Module own = CompilerAccess.class.getModule();
        return ModuleLayer.boot()
                .findModule(MODULE)
                .filter(c -> PACKAGES.stream().allMatch(name -> c.isExported(name, own)))
                .isPresent();
    }
}
