package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.CodeFailedException;
import dev.mantissa.kernel.session.SnippetEngine.Evaluated;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Compiles code once into something that runs many times without the compiler. */
final class CodeCompiler {
    private static final String LAMBDA = "(java.util.concurrent.Callable<Object>) () -> ";

    private final SnippetEngine engine;
    private final JavaRunner java;

    CodeCompiler(SnippetEngine engine, JavaRunner java) {
        this.engine = engine;
        this.java = java;
    }

    /**
     * An expression, whose value each call gives, or statements, which give null unless the last is
     * an expression without a semicolon.
     *
     * @throws CodeFailedException if it does not compile
     */
    Callable<@Nullable Object> compile(int cell, String code, int line, int column)
            throws CodeFailedException {
        JavaText text = java.text(cell, code, line, column);
        List<Piece> pieces = java.split(text);
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to compile: the code is empty. Give an expression or statements, such as Math.sqrt(2).");
        }
        Piece last = pieces.getLast();
        String before = text.source().substring(0, last.offset());
        String tail = last.source().stripTrailing();
        boolean endsOpen = !text.source().stripTrailing().endsWith(";");
        String bare = tail.endsWith(";") ? tail.substring(0, tail.length() - 1) : tail;
        String statement = tail.endsWith(";") || tail.endsWith("}") ? tail : tail + ";";
        String asStatement = LAMBDA + "{" + before + statement + "\nreturn null;}";
        if (!last.whole() || !(endsOpen || before.isBlank())) {
            return evaluate(text, asStatement);
        }
        try {
            return evaluate(text, LAMBDA + "{" + before + "return " + bare.stripLeading() + ";\n}");
        } catch (CodeFailedException notValue) {
            try {
                return evaluate(text, asStatement);
            } catch (CodeFailedException notStatement) {
                throw StatementPieces.isStatement(statement) ? notStatement : notValue;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private Callable<@Nullable Object> evaluate(JavaText text, String source)
            throws CodeFailedException {
        try {
            Evaluated made = engine.eval(new Piece(text, source, -LAMBDA.length() - 1, true));
            if (made.value() instanceof Callable<?> callable) {
                return (Callable<@Nullable Object>) callable;
            }
            throw new IllegalStateException("no code came of: " + source);
        } catch (CodeFailedException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("compiling failed", e);
        }
    }
}
