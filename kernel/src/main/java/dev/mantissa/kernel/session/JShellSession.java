package dev.mantissa.kernel.session;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.comm.Comms;
import dev.mantissa.kernel.debug.DebugAdapter;
import dev.mantissa.kernel.debug.Debugger;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.magic.CodeFailedException;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicRegistry;
import dev.mantissa.kernel.session.SnippetEngine.Evaluated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * A session in this JVM, on JShell. Cells run on one thread of its own; their standard streams,
 * errors and interrupts are theirs. A last expression without a semicolon is the value of its cell;
 * with one, a call or an assignment is a statement and shows nothing.
 */
public final class JShellSession implements LocalSession {
    private static final int QUIET = 0;

    private final SessionConfig config;
    private final SessionThread thread = new SessionThread();
    private final InterruptGate gate = new InterruptGate(thread.thread());
    private final History history = new History();
    private final Comms comms = new Comms();
    private final MagicRegistry magics;
    private final SnippetEngine engine;
    private final JavaRunner java;
    private final CodeAssistant assistant;
    private final ProgramState state;
    private final CellErrors errors;
    private final DebugAdapter adapter;
    private final AtomicReference<@Nullable Interrupter> running = new AtomicReference<>();
    private int count;

    /** How many snippets the session itself began with. */
    private long ofStart;

    /**
     * Opens a session.
     *
     * @throws IllegalArgumentException if the configuration's start-up code does not compile; of
     *     its imports the first cell may tell that needs more than one pass of the compiler
     */
    public JShellSession(SessionConfig config) {
        this(config, true);
    }

    /**
     * Opens a session.
     *
     * @param quick whether what can be compiled in one pass is; otherwise JShell compiles all
     */
    JShellSession(SessionConfig config, boolean quick) {
        this.config = config;
        this.magics = new MagicRegistry(config.magics());
        this.engine = thread.call(() -> new SnippetEngine(config, gate, quick), () -> {});
        this.java = new JavaRunner(engine, history);
        this.errors = new CellErrors(engine);
        this.assistant = new CodeAssistant(engine, magics, this);
        this.adapter =
                new DebugAdapter(
                        debugger(), new DebuggedSession(this, engine, java, config.renderers()));
        this.state = ProgramState.capture(new UncaughtExceptions(engine));
        thread.call(this::start, () -> {});
    }

    private @Nullable Void start() {
        config.classPath().forEach(path -> engine.addToClasspath(path, false));
        // One snippet for all: each costs passes of the compiler in every later cell.
        startWith(
                config.imports().stream()
                        .map(name -> "import " + name + ";")
                        .collect(Collectors.joining(" ")),
                java::importAtStart);
        config.startup().forEach(code -> startWith(code, c -> java.run(0, c, 0, 0)));
        ofStart = engine.shell().snippets().count() + (engine.imports().unknown() == null ? 0 : 1);
        return null;
    }

    private interface Start {
        void run(String code) throws Throwable;
    }

    private void startWith(String code, Start start) {
        try {
            start.run(code);
        } catch (CodeFailedException e) {
            throw new IllegalArgumentException(
                    "start-up code '%s': %s".formatted(code, String.join("\n", e.error().lines())));
        } catch (Throwable e) {
            throw new IllegalArgumentException("start-up code '%s': %s".formatted(code, e), e);
        }
    }

    @Override
    public CellResult execute(Cell cell, CellOutput output) {
        return thread.call(() -> run(cell, output), this::interrupt);
    }

    private CellResult run(Cell cell, CellOutput output) {
        if (cell.number() > 0) {
            count = cell.number();
        } else if (cell.storeHistory()) {
            count++;
        }
        int number = count;
        if (cell.storeHistory() && !cell.silent()) {
            history.putInput(number, cell.code());
        }
        HeapReserve.instance().renew();
        CellRun run = new CellRun(number, output, history, magics, comms);
        CellContext context = new CellContext(output, config.renderers(), run);
        Interrupter interrupter = new Interrupter(run, output, engine, gate, thread.thread());
        Interrupter outer = running.get();
        if (outer == null) {
            engine.stopSite().disarm();
            thread.thread().setContextClassLoader(engine.loader());
            state.restore();
        }
        CellContext before = CellStreams.instance().running(context);
        String outerCell = engine.sources().enter(cell.code());
        running.set(interrupter);
        CellExecution execution = new CellExecution(this, engine, java, gate, context, run);
        try (var _ = context.enter()) {
            Evaluated last = execution.runAll(parts(cell.code()));
            CellStreams.instance().flush();
            return finished(cell, context, number, last);
        } catch (Throwable e) {
            HeapReserve.instance().after(e);
            return failed(run, output, e);
        } finally {
            running.set(outer);
            interrupter.end();
            engine.sources().enter(outerCell);
            if (outer == null) {
                debugger().ended();
            }
            engine.settle();
            CellStreams.instance().running(before);
        }
    }

    private CellResult finished(
            Cell cell, CellContext context, int number, @Nullable Evaluated last) {
        // As with Python's None: what gives null, such as map.put(k, v), has nothing to show.
        if (last == null || !last.expression() || last.value() == null) {
            return new CellResult.Ok(number, null);
        }
        if (cell.storeHistory()) {
            history.put(number, last.value(), last.type());
        }
        if (!cell.silent()) {
            gate.enter();
            try {
                context.output().result(number, config.renderers().render(last.value()));
            } finally {
                gate.leave();
            }
        }
        return new CellResult.Ok(number, last.value());
    }

    private CellResult failed(CellRun run, CellOutput output, Throwable e) {
        CellError error = errors.of(e, run.stopRequested());
        CellStreams.instance().flush();
        output.error(error);
        return run.stopRequested()
                ? new CellResult.Interrupted(run.count(), error)
                : new CellResult.Failed(run.count(), error);
    }

    /** The parts of a cell; line ends of other systems are made ours. */
    List<CellPart> parts(String code) {
        String text = code.replace("\r\n", "\n").replace('\r', '\n');
        return new CellSplitter(name -> magics.find(name).isPresent()).split(text);
    }

    @Override
    public void interrupt() {
        Interrupter interrupter = running.get();
        if (interrupter != null) {
            interrupter.interrupt(config.onInterrupt());
            debugger().wake();
        }
    }

    private Debugger debugger() {
        return engine.loader().debugger();
    }

    @Override
    public CompletableFuture<Map<String, Object>> debug(Map<String, Object> request) {
        return adapter.answer(request);
    }

    @Override
    public void onDebugEvent(Consumer<Map<String, Object>> listener) {
        adapter.listen(listener);
    }

    @Override
    public Completion complete(String code, int cursor) {
        return assistant.complete(code, cursor);
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor) {
        return assistant.inspect(code, cursor);
    }

    @Override
    public Completeness isComplete(String code) {
        return assistant.isComplete(code);
    }

    @Override
    public List<Variable> variables() {
        return engine.shell()
                .variables()
                .filter(v -> engine.shell().status(v) == Status.VALID)
                .map(v -> new Variable(v.name(), v.typeName(), engine.valueOf(v)))
                .toList();
    }

    @Override
    public Optional<Object> value(String name) {
        Optional<VarSnippet> variable =
                engine.shell()
                        .variables()
                        .filter(v -> v.name().equals(name))
                        .filter(v -> engine.shell().status(v) == Status.VALID)
                        .findFirst();
        if (variable.isPresent()) {
            return variable.map(engine::valueOf);
        }
        return thread.call(() -> shielded(() -> expression(name)), () -> {});
    }

    private Optional<Object> expression(String code) {
        try {
            Evaluated value = java.run(QUIET, code, 0, 0);
            return value == null ? Optional.empty() : Optional.ofNullable(value.value());
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    @Override
    public void addToClasspath(List<Path> paths) {
        shielded(() -> {
            paths.forEach(path -> engine.addToClasspath(path, false));
            return paths;
        });
    }

    @Override
    public boolean replaceOnClasspath(Path jar) {
        return shielded(() -> engine.addToClasspath(jar, true));
    }

    /** Work of the compiler that a magic asks for, out of reach of interrupts. */
    private <T> T shielded(Supplier<T> work) {
        if (Thread.currentThread() != thread.thread()) {
            return work.get();
        }
        int open = gate.shut();
        try {
            return work.get();
        } finally {
            gate.reopen(open);
        }
    }

    @Override
    public Redeclared redeclare(List<String> cells) {
        return thread.call(() -> again(cells), () -> {});
    }

    private Redeclared again(List<String> cells) {
        List<String> codes = new ArrayList<>();
        for (String cell : cells) {
            for (CellPart part : parts(cell)) {
                if (part instanceof CellPart.JavaPart p) {
                    codes.add(p.code());
                }
            }
        }
        try {
            return new Redeclaration(engine, java).of(codes);
        } catch (Throwable e) {
            return new Redeclared(0, 0, 0, List.of(RuntimeErrors.message(e)));
        }
    }

    @Override
    public SortedMap<Integer, String> inputs() {
        return history.inputs();
    }

    @Override
    public void reset() {
        history.clear();
        shielded(() -> {
            engine.compiler().acquire();
            try {
                engine.imports().learn();
                // The newest first: nothing then waits for what is gone.
                engine.shell().snippets().skip(ofStart).toList().reversed().stream()
                        .filter(s -> s instanceof PersistentSnippet)
                        .filter(s -> engine.shell().status(s).isActive())
                        .forEach(engine.shell()::drop);
            } finally {
                engine.compiler().release();
            }
            return this;
        });
    }

    @Override
    public List<Magic> magics() {
        return magics.all();
    }

    @Override
    public MimeBundle render(@Nullable Object value) {
        return config.renderers().render(value);
    }

    /** The handler runs on the calling thread, so that a front end is heard while a cell runs. */
    @Override
    public void comm(CommEvent event, CellOutput output) {
        CellRun run = new CellRun(count, output, history, magics, comms);
        try (var _ = new CellContext(output, config.renderers(), run).enter()) {
            comms.receive(event, output);
        } catch (RuntimeException | Error e) {
            output.stream(
                    true,
                    "Note: the handler of a comm failed:\n%s\n"
                            .formatted(String.join("\n", engine.errors().of(e).lines())));
        }
    }

    @Override
    public void close() {
        interrupt();
        thread.close();
        engine.close();
    }
}
