package dev.mantissa.kernel.session;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/** The class files that were loaded, and which of them may stay when compiled anew. */
final class LoadedClasses {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private final SourceMap sources;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** Of code that ran once: nothing is compiled against it. */
    private final Map<String, byte[]> once = new HashMap<>();

    private final Set<String> latest = new HashSet<>();

    /** The present class of each snippet, by its name without the letters of later ones. */
    private final Map<String, String> present = new HashMap<>();

    private final Set<String> replaced = new HashSet<>();

    LoadedClasses(SourceMap sources) {
        this.sources = sources;
    }

    /** Forgets which ones were loaded latest. */
    void begin() {
        latest.clear();
    }

    void add(ClassBytecodes loaded) {
        files.put(loaded.name(), loaded.bytecodes());
        latest.add(loaded.name());
        replace(loaded.name());
        sources.loaded(loaded.name());
    }

    /**
     * Adds the classes of code that runs once, if some of it may run later: in a lambda, or in an
     * object of a class inside.
     */
    void addOnce(ClassBytecodes[] all) {
        if (all.length > 1 || makesLambdas(all[0].bytecodes())) {
            for (ClassBytecodes c : all) {
                once.put(c.name(), c.bytecodes());
            }
        }
    }

    private static boolean makesLambdas(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).contains("LambdaMetafactory");
    }

    private void replace(String name) {
        if (SourceMap.wrapperOf(name).equals(name)) {
            String before = present.put(SourceMap.snippetOf(name), name);
            if (before != null && !before.equals(name)) {
                replaced.add(before);
            }
        }
    }

    /** The classes of snippets that newer ones replaced since this was last asked. */
    Set<String> takeReplaced() {
        Set<String> taken = Set.copyOf(replaced);
        replaced.clear();
        return taken;
    }

    /**
     * What the lambdas and inner classes of a snippet use of others.
     *
     * @param wrapper the class of the snippet
     * @param others classes of snippets
     * @return names of variables, methods and types
     */
    Set<String> usesLater(String wrapper, Set<String> others) {
        Set<String> names = new HashSet<>();
        for (Map<String, byte[]> all : List.of(files, once)) {
            all.forEach((name, file) -> {
                if (name.startsWith(wrapper) && SourceMap.wrapperOf(name).equals(wrapper)) {
                    names.addAll(LaterUses.of(file, wrapper, others));
                }
            });
        }
        return names;
    }

    /** The class files by the names of their classes; a view that follows. */
    Map<String, byte[]> files() {
        return Collections.unmodifiableMap(files);
    }

    /** Whether a class was loaded since the last beginning. */
    boolean isLatest(String name) {
        return latest.contains(name);
    }

    /** Lets the loaded versions of classes stand for new ones, if that does no harm. */
    boolean keep(ClassBytecodes[] renewed) {
        Map<String, ClassChange> changes = new HashMap<>();
        for (ClassBytecodes c : renewed) {
            byte[] before = files.get(c.name());
            if (before == null) {
                return false;
            }
            ClassChange change = new ClassChange(before, c.bytecodes());
            if (!change.onlyOfLines() && !(change.onlyOfCode() && holdsOlderVariable(c.name()))) {
                return false;
            }
            changes.put(c.name(), change);
        }
        changes.forEach((name, change) -> {
            sources.loaded(name);
            sources.shifted(name, change.lines());
        });
        return true;
    }

    /** Whether it belongs to a variable that is not being declared right now. */
    private boolean holdsOlderVariable(String name) {
        byte[] wrapper = files.get(SourceMap.wrapperOf(name));
        if (wrapper == null) {
            return false;
        }
        List<String> variables = ClassChange.variables(wrapper);
        Matcher words = WORD.matcher(sources.currentSource());
        return !variables.isEmpty()
                && words.results().noneMatch(word -> variables.contains(word.group()));
    }
}
