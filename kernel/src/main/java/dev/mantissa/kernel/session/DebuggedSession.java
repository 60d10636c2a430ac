package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.DebugTarget;
import dev.mantissa.kernel.debug.Local;
import dev.mantissa.kernel.debug.Named;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderers;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** A session as a debugger sees it. */
final class DebuggedSession implements DebugTarget {
    private final JShellSession session;
    private final SnippetEngine engine;
    private final JavaRunner java;
    private final Renderers renderers;
    private final @Nullable FrameEvaluator evaluator;

    DebuggedSession(
            JShellSession session, SnippetEngine engine, JavaRunner java, Renderers renderers) {
        this.session = session;
        this.engine = engine;
        this.java = java;
        this.renderers = renderers;
        OnePassEngine onePass = engine.onePass();
        this.evaluator = onePass == null ? null : onePass.evaluator(engine.compiler());
    }

    @Override
    public List<Named> variables() {
        return session.variables().stream()
                .map(v -> new Named(v.name(), v.type(), v.value()))
                .toList();
    }

    @Override
    public MimeBundle render(@Nullable Object value) {
        return renderers.render(value);
    }

    @Override
    public NavigableSet<Integer> executableLines(String code) {
        NavigableSet<Integer> lines = new TreeSet<>();
        for (CellPart part : session.parts(code)) {
            if (part instanceof CellPart.JavaPart p) {
                JavaText text = java.text(0, p.code(), p.line(), 0);
                for (Piece piece : java.split(text)) {
                    ExecutableLines.positions(piece.source())
                            .forEach(at -> lines.add(piece.spot(at).line()));
                }
            }
        }
        return lines;
    }

    @Override
    public Named evaluate(String expression, List<Local> locals) throws Throwable {
        if (evaluator == null) {
            throw new IllegalArgumentException(
                    "this JVM was not started for it: only names, fields and indices can be looked at, as in this.rows[2]. Options: "
                            + String.join(" ", CompilerAccess.options()));
        }
        return evaluator.evaluate(expression, locals);
    }

    @Override
    public void declare(String name, Local value) throws Throwable {
        String type = value.typeInCells();
        engine.sources().aside(() -> java.run(0, type + " " + name + ";", 0, 0));
        VarSnippet variable =
                engine.shell()
                        .variables()
                        .filter(v -> v.name().equals(name))
                        .filter(v -> engine.shell().status(v) == Snippet.Status.VALID)
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no variable of type %s can be declared here"
                                                .formatted(type)));
        String owner = engine.analysis().wrapper(variable).fullClassName();
        engine.control().set(owner, name, value.value());
    }
}
