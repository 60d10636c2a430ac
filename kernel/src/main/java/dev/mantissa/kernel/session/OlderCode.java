package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.SnippetEngine.Notice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.lang.model.SourceVersion;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * Looks in a value for code that uses declarations which were replaced. A lambda, or an object of
 * an inner class, was compiled against the declarations of its time and goes on using those.
 */
final class OlderCode {
    private static final int MOST_ELEMENTS = 1_000;
    private static final int DEEPEST = 3;

    private final LoadedClasses loaded;
    private final Set<String> replaced;
    private final Set<String> used = new TreeSet<>();
    private boolean opaque;

    private OlderCode(LoadedClasses loaded, Set<String> replaced) {
        this.loaded = loaded;
        this.replaced = replaced;
    }

    /** Of all variables, as far as that still holds when the cell's Java ends. */
    static List<Notice> notices(SnippetEngine engine, LoadedClasses loaded) {
        Set<String> replaced = loaded.takeReplaced();
        List<Notice> notices = new ArrayList<>();
        if (!replaced.isEmpty()) {
            for (VarSnippet variable : engine.shell().variables().toList()) {
                Supplier<Optional<String>> text = () -> note(variable, engine, loaded, replaced);
                text.get().ifPresent(t -> notices.add(new Notice(t, () -> text.get().isPresent())));
            }
        }
        return notices;
    }

    private static Optional<String> note(
            VarSnippet variable, SnippetEngine engine, LoadedClasses loaded, Set<String> replaced) {
        return engine.shell().status(variable) == Snippet.Status.VALID
                ? note(
                        variable.name(),
                        engine.analysis().wrapper(variable).fullClassName(),
                        engine.valueOf(variable),
                        loaded,
                        replaced)
                : Optional.empty();
    }

    /**
     * What a person should know of a variable after declarations were replaced.
     *
     * @param wrapper the class of the variable's declaration
     * @param replaced classes of the declarations that have newer ones now
     */
    private static Optional<String> note(
            String variable,
            String wrapper,
            @Nullable Object value,
            LoadedClasses loaded,
            Set<String> replaced) {
        OlderCode code = new OlderCode(loaded, replaced);
        code.look(value, 0);
        if (!code.used.isEmpty()) {
            return Optional.of(
                    "variable %s still uses the older %s; declare it again to use the new."
                            .formatted(variable, String.join(", ", code.used)));
        }
        Set<String> mayUse = code.opaque ? loaded.usesLater(wrapper, replaced) : Set.of();
        return mayUse.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "variable %s may hold code that still uses the older %s; declare it again if so."
                                .formatted(variable, String.join(", ", new TreeSet<>(mayUse))));
    }

    private void look(@Nullable Object value, int depth) {
        if (value == null || isData(value)) {
            return;
        }
        String type = value.getClass().getName();
        if (SourceMap.isSnippet(type)) {
            String wrapper = SourceMap.wrapperOf(type);
            used.addAll(loaded.usesLater(wrapper, replaced));
            String declared = LaterUses.declared(type);
            if (replaced.contains(wrapper) && SourceVersion.isIdentifier(declared)) {
                used.add(declared);
            }
            opaque = true;
        } else if (depth == DEEPEST) {
            opaque = true;
        } else {
            lookInto(value, depth);
        }
    }

    /** Only into collections of the JDK: another's may compute its elements. */
    private void lookInto(Object value, int depth) {
        boolean ofJdk = isOfJdk(value.getClass());
        boolean ordered = value instanceof SortedSet || value instanceof SortedMap;
        switch (value) {
            case Object[] array -> lookAtAll(Arrays.asList(array), depth);
            case Collection<?> all when ofJdk && !ordered -> lookAtAll(all, depth);
            case Map<?, ?> map when ofJdk && !ordered -> lookAtAll(map.values(), depth);
            default -> opaque = true;
        }
    }

    private void lookAtAll(Collection<?> elements, int depth) {
        try {
            elements.stream().limit(MOST_ELEMENTS).forEach(e -> look(e, depth + 1));
            opaque |= elements.size() > MOST_ELEMENTS;
        } catch (RuntimeException e) {
            // Another thread is changing it.
            opaque = true;
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getModule() == Object.class.getModule();
    }

    private static boolean isData(Object value) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return type.componentType().isPrimitive();
        }
        return isOfJdk(type)
                && (value instanceof Comparable
                        || value instanceof Number
                        || value instanceof CharSequence
                        || value instanceof Class);
    }
}
