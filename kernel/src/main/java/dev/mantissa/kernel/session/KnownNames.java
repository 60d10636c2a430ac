package dev.mantissa.kernel.session;

import java.util.Comparator;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/** The full names of all classes, for who forgot an import. */
final class KnownNames {
    private static final int WAITS = 50;
    private static final long WAIT_MILLIS = 100;

    private final SourceCodeAnalysis analysis;
    private final Runnable index;

    /**
     * @param index lets the index of names begin, if it does not yet
     */
    KnownNames(SourceCodeAnalysis analysis, Runnable index) {
        this.analysis = analysis;
        this.index = index;
    }

    /** Full names of classes with that simple name, the JDK's own first. */
    List<String> importable(String name) {
        if (!Character.isUpperCase(name.charAt(0))) {
            return List.of();
        }
        return of(name).getNames().stream()
                .sorted(Comparator.comparing((String n) -> !n.startsWith("java.")))
                .toList();
    }

    /** Early in a session the index is still being made: waits for it, seldom looking. */
    private SourceCodeAnalysis.QualifiedNames of(String name) {
        index.run();
        SourceCodeAnalysis.QualifiedNames names = analysis.listQualifiedNames(name, name.length());
        try {
            for (int i = 0; i < WAITS && names.getNames().isEmpty() && !names.isUpToDate(); i++) {
                Thread.sleep(WAIT_MILLIS);
                names = analysis.listQualifiedNames(name, name.length());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return names;
    }
}
