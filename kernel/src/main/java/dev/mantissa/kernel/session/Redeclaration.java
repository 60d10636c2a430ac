package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.CodeFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Declares the imports, types and methods of cells again, and leaves out all that would run:
 * variables too, for a value that no longer holds is worse than none.
 */
final class Redeclaration {
    private static final Set<Snippet.Kind> KINDS =
            Set.of(Snippet.Kind.IMPORT, Snippet.Kind.TYPE_DECL, Snippet.Kind.METHOD);

    private final SnippetEngine engine;
    private final JavaRunner java;
    private final List<String> failures = new ArrayList<>();

    Redeclaration(SnippetEngine engine, JavaRunner java) {
        this.engine = engine;
        this.java = java;
    }

    /** Goes through Java of cells, in order. */
    Redeclared of(List<String> codes) throws Throwable {
        engine.imports().learn();
        JShell shell = engine.shell();
        long imports = active(shell.imports().toList());
        long types = active(shell.types().toList());
        long methods = active(shell.methods().toList());
        for (String code : codes) {
            JavaText text = new JavaText(0, code, code, new Edits(), 0, 0);
            for (Piece piece : java.split(text)) {
                if (declares(piece)) {
                    declare(piece);
                }
            }
        }
        return new Redeclared(
                active(shell.imports().toList()) - imports,
                active(shell.types().toList()) - types,
                active(shell.methods().toList()) - methods,
                failures);
    }

    private long active(List<? extends Snippet> snippets) {
        return snippets.stream().filter(s -> engine.shell().status(s).isActive()).count();
    }

    private boolean declares(Piece piece) {
        engine.compiler().acquire();
        try {
            return piece.whole()
                    && engine.analysis().sourceToSnippets(piece.source()).stream()
                            .allMatch(s -> KINDS.contains(s.kind()));
        } finally {
            engine.compiler().release();
        }
    }

    private void declare(Piece piece) throws Throwable {
        try {
            engine.eval(piece);
        } catch (CodeFailedException e) {
            String head = piece.source().strip().lines().findFirst().orElse("");
            failures.add(head + " … " + e.error().message());
        }
    }
}
