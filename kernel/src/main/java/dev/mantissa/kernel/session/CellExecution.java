package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.magic.CodeFailedException;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.SnippetEngine.Evaluated;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs the parts of one cell in order, on the present thread; what its magics see of it. */
public final class CellExecution implements MagicContext {
    private final JShellSession session;
    private final SnippetEngine engine;
    private final JavaRunner java;
    private final InterruptGate gate;
    private final CellContext context;
    private final CellRun run;
    private CellPart.@Nullable MagicPart magic;
    private boolean valueWanted;
    private final Thread thread = Thread.currentThread();

    CellExecution(
            JShellSession session,
            SnippetEngine engine,
            JavaRunner java,
            InterruptGate gate,
            CellContext context,
            CellRun run) {
        this.session = session;
        this.engine = engine;
        this.java = java;
        this.gate = gate;
        this.context = context;
        this.run = run;
        run.executedBy(this);
    }

    /** Runs all parts; gives what the last of them gave, or null. */
    @Nullable Evaluated runAll(List<CellPart> parts) throws Throwable {
        Evaluated last = null;
        for (CellPart part : parts) {
            last =
                    switch (part) {
                        case CellPart.JavaPart p ->
                                noticed(java.run(run.count(), p.code(), p.line(), 0));
                        case CellPart.MagicPart p -> runMagic(p);
                        case CellPart.HelpPart p -> help(p.name());
                    };
        }
        return last;
    }

    private @Nullable Evaluated noticed(@Nullable Evaluated evaluated) {
        if (evaluated != null) {
            evaluated.notices().stream()
                    .filter(n -> n.holds().getAsBoolean())
                    .forEach(n -> context.output().stream(true, "Note: " + n.text() + "\n"));
        }
        return evaluated;
    }

    private @Nullable Evaluated help(String name) {
        Inspection found =
                session.inspect(name, name.length())
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "%s?: nothing is known of '%s'. Give a variable, a type or a method, as in String.format? or %%precision?."
                                                .formatted(name, name)));
        context.output().page(found.toBundle());
        return null;
    }

    private Evaluated runMagic(CellPart.MagicPart part) throws Throwable {
        Magic found = run.magics().require(part.magic().name(), part.kind());
        if (part.magic().asksForHelp()) {
            context.output().stream(false, found.help().stripTrailing() + "\n");
            return new Evaluated(false, null, "Object", List.of());
        }
        CellPart.MagicPart outer = magic;
        magic = part;
        gate.enter();
        try {
            if (run.stopRequested()) {
                throw new CellStop();
            }
            Object value = found.run(part.magic(), this);
            String type = value == null ? "Object" : publicType(value.getClass());
            return new Evaluated(value != null, value, type, List.of());
        } finally {
            gate.leave();
            magic = outer;
        }
    }

    /** Runs a magic that code of the cell calls, and gives its value. */
    public @Nullable Object call(MagicLine line, Magic.Kind kind) throws Exception {
        boolean outer = valueWanted;
        valueWanted = true;
        try {
            return runMagic(new CellPart.MagicPart(line, kind, "", 0)).value();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        } finally {
            valueWanted = outer;
        }
    }

    /** Whether the present thread is that of the cell. */
    public boolean isHere() {
        return Thread.currentThread() == thread;
    }

    @Override
    public boolean valueWanted() {
        return valueWanted;
    }

    /** A type by which cells can refer to a magic's value. */
    private static String publicType(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            boolean visible = Modifier.isPublic(c.getModifiers());
            if (visible && c.getCanonicalName() != null && c.getTypeParameters().length == 0) {
                return c.getCanonicalName();
            }
        }
        return "Object";
    }

    @Override
    public LocalSession session() {
        return session;
    }

    @Override
    public CellOutput output() {
        return context.output();
    }

    @Override
    public @Nullable Object run(String code) throws Exception {
        int open = gate.shut();
        try {
            List<CellPart> parts = session.parts(code);
            Evaluated last = null;
            for (CellPart part : parts) {
                last =
                        switch (part) {
                            case CellPart.JavaPart p -> runJava(code, p);
                            case CellPart.MagicPart p -> runMagic(p);
                            case CellPart.HelpPart p -> help(p.name());
                        };
            }
            return last == null ? null : last.value();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        } finally {
            gate.reopen(open);
        }
    }

    private @Nullable Evaluated runJava(String code, CellPart.JavaPart part) throws Throwable {
        Place place = place(code);
        int column = part.line() == 0 ? place.column() : 0;
        return noticed(java.run(run.count(), part.code(), place.line() + part.line(), column));
    }

    private record Place(int line, int column) {}

    /** Where code that a magic hands back stands in the cell, if it was typed there. */
    private Place place(String code) {
        if (magic == null) {
            return new Place(0, 0);
        }
        int at = Math.max(0, magic.source().lastIndexOf(code));
        String before = magic.source().substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        return new Place(magic.line() + line, at - (before.lastIndexOf('\n') + 1));
    }

    @Override
    public Callable<@Nullable Object> compile(String code) throws CodeFailedException {
        int open = gate.shut();
        Place place = place(code);
        try {
            Callable<@Nullable Object> compiled =
                    new CodeCompiler(engine, java)
                            .compile(run.count(), code, place.line(), place.column());
            return () -> called(compiled);
        } finally {
            gate.reopen(open);
        }
    }

    private @Nullable Object called(Callable<@Nullable Object> compiled) throws Exception {
        try {
            return compiled.call();
        } catch (Throwable e) {
            engine.threw(e);
            throw e;
        }
    }

    /** Whether code of the person threw this, not a magic. */
    public boolean isFromCode(Throwable e) {
        return engine.isFromSnippet(e);
    }

    @Override
    public MimeBundle render(@Nullable Object value) {
        return context.renderers().render(value);
    }

    @Override
    public void register(Magic added) {
        run.magics().register(added);
    }
}
