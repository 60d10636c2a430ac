package dev.mantissa.kernel.session;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Where in a snippet the compiler begins a line of code, told from its syntax alone. */
final class ExecutableLines extends TreeScanner<@Nullable Void, @Nullable Void> {
    /** Statements whose own beginning is no code. */
    private static final Set<Tree.Kind> NO_CODE =
            Set.of(
                    Tree.Kind.BLOCK,
                    Tree.Kind.EMPTY_STATEMENT,
                    Tree.Kind.LABELED_STATEMENT,
                    Tree.Kind.TRY,
                    Tree.Kind.DO_WHILE_LOOP,
                    Tree.Kind.VARIABLE,
                    Tree.Kind.CLASS,
                    Tree.Kind.RECORD,
                    Tree.Kind.ENUM,
                    Tree.Kind.INTERFACE,
                    Tree.Kind.ANNOTATION_TYPE);

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Integer> found = new ArrayList<>();

    private ExecutableLines(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** Positions in the source of a snippet, one at least on each of its lines that has code. */
    static List<Integer> positions(String source) {
        for (String before : List.of("class X {{", "class X {")) {
            String after = before.endsWith("{{") ? "\n;}}" : "\n}";
            List<Integer> all = parse(before + source + after);
            if (all != null) {
                return all.stream()
                        .map(at -> at - before.length())
                        .filter(at -> at >= 0 && at < source.length())
                        .toList();
            }
        }
        // It is an import, or does not compile: then nothing of it runs.
        return List.of();
    }

    private static @Nullable List<Integer> parse(String text) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavaFileObject file = SimpleJavaFileObject.forSource(URI.create("cell:///X.java"), text);
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                Writer.nullWriter(),
                                null,
                                problems,
                                List.of("-proc:none"),
                                null,
                                List.of(file));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            if (!problems.getDiagnostics().isEmpty()) {
                return null;
            }
            ExecutableLines lines =
                    new ExecutableLines(unit, Trees.instance(task).getSourcePositions());
            lines.scan(unit, null);
            return lines.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(Tree tree) {
        found.add((int) positions.getStartPosition(unit, tree));
    }

    private void end(Tree tree) {
        found.add((int) positions.getEndPosition(unit, tree) - 1);
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void none) {
        if (tree instanceof StatementTree && !NO_CODE.contains(tree.getKind())) {
            begin(tree);
        }
        return super.scan(tree, none);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
        if (tree.getInitializer() != null) {
            begin(tree);
        }
        return super.visitVariable(tree, none);
    }

    @Override
    public @Nullable Void visitDoWhileLoop(DoWhileLoopTree tree, @Nullable Void none) {
        begin(tree.getCondition());
        return super.visitDoWhileLoop(tree, none);
    }

    /** The end of a method that gives nothing is its return. */
    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
        Tree type = tree.getReturnType();
        if (tree.getBody() != null && (type == null || type.toString().equals("void"))) {
            end(tree);
        }
        return super.visitMethod(tree, none);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void none) {
        if (tree.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION) {
            begin(tree.getBody());
        }
        return super.visitLambdaExpression(tree, none);
    }

    /** A call of a chain counts where its method is named. */
    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
        ExpressionTree method = tree.getMethodSelect();
        end(method);
        return super.visitMethodInvocation(tree, none);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void none) {
        begin(tree);
        return super.visitNewClass(tree, none);
    }

    @Override
    public @Nullable Void visitConditionalExpression(
            ConditionalExpressionTree tree, @Nullable Void none) {
        begin(tree.getTrueExpression());
        begin(tree.getFalseExpression());
        return super.visitConditionalExpression(tree, none);
    }
}
