package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.SnippetEngine.Evaluated;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.RunException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions and statements with one pass of the compiler. JShell takes two to parse an
 * expression and four to find the types in it. Whatever it does not take or cannot compile is left
 * to JShell, which knows how to explain it.
 */
final class OnePassEngine {
    /** Numbers of classes, far from those of JShell's snippets. */
    private static final int FIRST = 1_000_000_000;

    private static final String METHOD = "do_it$";
    private static final Pattern OF_SNIPPET =
            Pattern.compile("\\bREPL\\.\\$JShell\\$\\d+[A-Z]*\\.");

    /** Statements that nothing but a method or a loop can hold. */
    private static final Set<String> INNER = Set.of("assert", "break", "continue", "yield");

    private final SnippetControl control;
    private final SourceMap sources;
    private final WarmCompiler compiler;
    private final CellImports imports;
    private int count;

    OnePassEngine(
            CellImports imports, WarmCompiler compiler, SnippetControl control, SourceMap sources) {
        this.control = control;
        this.sources = sources;
        this.compiler = compiler;
        this.imports = imports;
    }

    /** Evaluates expressions of a debugger. */
    FrameEvaluator evaluator(CompilerLock lock) {
        return new FrameEvaluator(imports, compiler, control, lock);
    }

    /** Forgets what it knows of the class path. */
    void forget() {
        compiler.forget();
    }

    /**
     * Evaluates a snippet, on the present thread.
     *
     * @return what it gave, or null if it did not run at all
     * @throws Throwable what it threw
     */
    @Nullable Evaluated eval(Piece piece) throws Throwable {
        // A name may hide in an escape such as \\u0061, and so may the end of a text.
        if (piece.source().contains("\\u")) {
            return null;
        }
        JavaTokens tokens = new JavaTokens(piece.source());
        boolean block = tokens.text(0).equals("{");
        if (!piece.whole() || (!block && !mayBeExpression(tokens))) {
            return null;
        }
        Optional<String> header = imports.of(tokens);
        if (header.isEmpty()) {
            return null;
        }
        if (block) {
            return evalStatement(piece, header.get(), piece.source());
        }
        String bare = bare(piece, tokens);
        Source source = source(header.get(), true);
        switch (compiler.compile(source.name(), source.around(bare))) {
            case WarmCompiler.Compiled compiled -> {
                return run(piece, source, compiled);
            }
            case WarmCompiler.Failed failed when failed.onlyOfValue() -> {
                // Most often a call that gives nothing: as a statement it does.
                return evalStatement(piece, header.get(), bare + "\n;");
            }
            case WarmCompiler.Failed _ -> {
                return null;
            }
        }
    }

    private @Nullable Evaluated evalStatement(Piece piece, String header, String code)
            throws Throwable {
        Source source = source(header, false);
        return compiler.compile(source.name(), source.around(code))
                        instanceof WarmCompiler.Compiled compiled
                ? run(piece, source, compiled)
                : null;
    }

    /**
     * The class around a snippet.
     *
     * @param expression whether the snippet gives a value
     */
    private record Source(String name, String before, String after, boolean expression) {
        String around(String code) {
            return before + code + after;
        }

        int firstLine() {
            return (int) before.lines().count() + 1;
        }
    }

    private Source source(String header, boolean expression) {
        String name = "$JShell$" + (FIRST + count++);
        String before =
                """
                package %s;
                %sclass %s {
                public static %s %s() throws java.lang.Throwable {
                %s
                """
                        .formatted(
                                CompilerFiles.PACKAGE,
                                header,
                                name,
                                expression ? "java.lang.Object" : "void",
                                METHOD,
                                expression ? "var " + WarmCompiler.VALUE + " =" : "");
        String after = expression ? "\n;return " + WarmCompiler.VALUE + ";}}" : "\n}}";
        return new Source(name, before, after, expression);
    }

    private @Nullable Evaluated run(Piece piece, Source source, WarmCompiler.Compiled compiled)
            throws Throwable {
        control.reset();
        sources.beginOnePass(piece, source.firstLine());
        String className = CompilerFiles.PACKAGE + "." + source.name();
        try {
            sources.loaded(className);
            control.loadOnce(compiled.classes());
            control.invoke(className, METHOD);
        } catch (ClassInstallException | InternalException notRun) {
            return null;
        } catch (RunException e) {
            Throwable thrown = control.thrown();
            throw thrown == null ? e : thrown;
        }
        String type =
                compiled.type() == null ? null : OF_SNIPPET.matcher(compiled.type()).replaceAll("");
        return new Evaluated(
                source.expression(), control.value(), ExpressionTypes.denotable(type), List.of());
    }

    private static boolean mayBeExpression(JavaTokens tokens) {
        String first = tokens.text(0);
        boolean declares =
                tokens.is(0, JavaTokens.Kind.WORD)
                        && tokens.is(1, JavaTokens.Kind.WORD)
                        && !first.equals("new")
                        && !tokens.text(1).equals("instanceof");
        return tokens.size() > 0
                && !declares
                && !INNER.contains(first)
                && !StatementPieces.isDeclaration(first)
                && !StatementPieces.isControl(first);
    }

    /** Without the semicolon at its end. */
    private static String bare(Piece piece, JavaTokens tokens) {
        int last = tokens.size() - 1;
        return tokens.text(last).equals(";")
                ? piece.source().substring(0, tokens.list().get(last).start())
                : piece.source();
    }
}
