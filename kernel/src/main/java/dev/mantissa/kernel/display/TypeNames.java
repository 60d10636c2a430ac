package dev.mantissa.kernel.display;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names under which a value's renderer may be registered. */
final class TypeNames {
    private TypeNames() {}

    /**
     * The class, its interfaces, its superclass, that one's interfaces and so on: most specific
     * first, {@code java.lang.Object} last. An array of objects also answers to {@code
     * java.lang.Object[]}, any array to {@code []}.
     */
    static Collection<String> of(Class<?> type) {
        if (type.isArray()) {
            String any = type.getComponentType().isPrimitive() ? "[]" : "java.lang.Object[]";
            return new LinkedHashSet<String>(
                    List.of(type.getTypeName(), type.getName(), any, "[]", "java.lang.Object"));
        }
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            names.add(c.getName());
            addInterfaces(c, names);
        }
        names.add(Object.class.getName());
        return names;
    }

    private static void addInterfaces(Class<?> type, Set<String> names) {
        Deque<Class<?>> waiting = new ArrayDeque<>(List.of(type.getInterfaces()));
        while (!waiting.isEmpty()) {
            Class<?> next = waiting.remove();
            if (names.add(next.getName())) {
                waiting.addAll(List.of(next.getInterfaces()));
            }
        }
    }

    /** The name a person gave a class, also where a cell declared it. */
    static String shown(Class<?> type) {
        if (type.isArray()) {
            return shown(type.getComponentType()) + "[]";
        }
        String simple = type.getSimpleName();
        return simple.isEmpty() || simple.contains("$") ? type.getName() : simple;
    }
}
