package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.CodeFailedException;
import dev.mantissa.kernel.session.SnippetEngine.Evaluated;
import dev.mantissa.kernel.session.SnippetEngine.Notice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** Runs Java of a cell: all snippets in order, on the present thread. */
final class JavaRunner {
    /** The most bytes that a class file can hold of one string literal. */
    private static final int LITERAL_BYTES = 65_535;

    private final SnippetEngine engine;
    private final History history;
    private final YieldingImports atStart = new YieldingImports();

    JavaRunner(SnippetEngine engine, History history) {
        this.engine = engine;
        this.history = history;
    }

    /**
     * Runs code.
     *
     * @return what its last snippet gave; null for no snippet at all
     * @throws CodeFailedException if a snippet does not compile
     * @throws Throwable what a snippet threw
     */
    @Nullable Evaluated run(int cell, String code, int line, int column) throws Throwable {
        JavaText text = text(cell, code, line, column);
        checkLiterals(text);
        List<Piece> pieces = split(text);
        if (!pieces.isEmpty() && !pieces.getLast().whole()) {
            rejectBroken(pieces.getLast());
        }
        List<Notice> notices = new ArrayList<>();
        Evaluated last = null;
        for (List<Piece> group : StatementPieces.group(pieces)) {
            last = evaluate(group);
            notices.addAll(last.notices());
        }
        return last == null
                ? null
                : new Evaluated(last.expression(), last.value(), last.type(), notices);
    }

    /** Imports that come before all else: JShell takes several on one line as one snippet. */
    void importAtStart(String code) throws Throwable {
        atStart.add(code);
        engine.importAtStart(aside(code));
    }

    private Piece aside(String code) {
        return new Piece(text(0, code, 0, 0), code, 0, true);
    }

    /** Code with the values of earlier cells put in. */
    JavaText text(int cell, String code, int line, int column) {
        Edits edits =
                ValueReferences.find(code, history, code.contains("Out") && hasVariable("Out"));
        return new JavaText(cell, edits.apply(code), code, edits, line, column);
    }

    List<Piece> split(JavaText text) {
        engine.compiler().acquire();
        try {
            return PieceSplitter.split(text, engine.analysis());
        } finally {
            engine.compiler().release();
        }
    }

    private Evaluated evaluate(List<Piece> group) throws Throwable {
        boolean statement = StatementPieces.isStatement(group.getFirst().source());
        if (!statement) {
            return eval(group.getFirst());
        }
        try {
            return eval(StatementPieces.join(group));
        } catch (CodeFailedException e) {
            return oneByOne(group);
        }
    }

    /**
     * Together they do not compile; alone the first of them still run, and the culprit is named.
     */
    private Evaluated oneByOne(List<Piece> group) throws Throwable {
        List<Notice> notices = new ArrayList<>();
        for (Piece piece : group) {
            notices.addAll(eval(piece).notices());
        }
        return new Evaluated(false, null, "Object", notices);
    }

    private Evaluated eval(Piece piece) throws Throwable {
        Set<String> tried = new HashSet<>();
        while (true) {
            try {
                return engine.eval(piece);
            } catch (CodeFailedException e) {
                boolean more = false;
                for (String name : atStart.meant(e.error())) {
                    more |= tried.add(name);
                    engine.eval(aside("import " + name + ";"));
                }
                if (!more) {
                    throw e;
                }
            }
        }
    }

    /** Code that cannot be parsed runs not at all, not even the snippets before the mistake. */
    private void rejectBroken(Piece piece) throws Throwable {
        List<Snippet> snippets;
        engine.compiler().acquire();
        try {
            snippets = engine.analysis().sourceToSnippets(piece.source());
        } finally {
            engine.compiler().release();
        }
        if (snippets.stream().anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS)) {
            engine.eval(piece);
        }
    }

    private boolean hasVariable(String name) {
        return engine.shell().variables().map(VarSnippet::name).anyMatch(name::equals);
    }

    /** A literal that no class file can hold would spoil the engine for good. */
    private static void checkLiterals(JavaText text) throws CodeFailedException {
        if (text.source().length() < LITERAL_BYTES / 3) {
            return;
        }
        for (JavaTokens.Token token : new JavaTokens(text.source()).list()) {
            if (token.kind() != JavaTokens.Kind.TEXT) {
                continue;
            }
            String literal = text.source().substring(token.start(), token.end());
            int bytes = literal.getBytes(StandardCharsets.UTF_8).length - 2;
            if (bytes > LITERAL_BYTES) {
                throw new CodeFailedException(
                        CompilationErrors.at(
                                text.spot(token.start()),
                                "a string literal of %,d bytes; Java allows %,d. Read it from a file: Files.readString(Path.of(\"name.txt\")), or append pieces to a StringBuilder."
                                        .formatted(bytes, LITERAL_BYTES)));
            }
        }
    }
}
