package dev.mantissa.kernel.debug;

import java.util.regex.Pattern;

/** Types as a person writes them. */
final class TypeText {
    private static final Pattern WRAPPER = Pattern.compile("REPL[./]\\$JShell\\$\\d+[A-Z]*[$.]");

    private TypeText() {}

    static String of(Class<?> type) {
        return type.isArray()
                ? of(type.getComponentType()) + "[]"
                : simple(WRAPPER.matcher(type.getName()).replaceAll(""));
    }

    /** That of a class file's signature. */
    static String of(LocalType local) {
        return simple(WRAPPER.matcher(new SourceType(local).text()).replaceAll(""));
    }

    /** Without the packages, as in {@code Map<String, List<Path>>}. */
    private static String simple(String name) {
        return name.replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z$])", "").replace('$', '.');
    }
}
