package dev.mantissa.kernel.debug;

import java.util.regex.Pattern;

/** Types as a person writes them. */
final class TypeText {
    /** The class that is put around what a cell declares. */
    private static final Pattern WRAPPER =
            Pattern.compile("REPL[./]\\$JShell\\$\\d+[A-Z]*(?:[$.]|(?![\\w$]))");

    private TypeText() {}

    static String of(Class<?> type) {
        return type.isArray() ? of(type.getComponentType()) + "[]" : shown(type.getName());
    }

    /** That of a class file's signature. */
    static String of(LocalType local) {
        return shown(new SourceType(local).text());
    }

    /** Without what was put around the declarations of cells. */
    static String unwrapped(String text) {
        return WRAPPER.matcher(text).replaceAll("");
    }

    /** Without the packages either, as in {@code Map<String, List<Path>>}. */
    static String shown(String name) {
        return unwrapped(name).replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z$])", "").replace('$', '.');
    }
}
