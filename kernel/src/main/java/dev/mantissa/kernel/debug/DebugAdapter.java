package dev.mantissa.kernel.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of the debug adapter protocol, with Jupyter's additions. One is answered
 * after the other; only the answer to an expression may come later, since a stopped thread
 * evaluates it.
 */
public final class DebugAdapter implements DebugEvents {
    private static final String UNCAUGHT = "uncaught";
    private static final Set<String> ANSWERED_BY_THREADS = Set.of("evaluate", "copyToGlobals");

    private final Debugger debugger;
    private final DebugTarget target;
    private final Variables variables = new Variables();
    private final Inspection inspection;
    private final Map<String, List<Map<String, Object>>> breakpoints = new TreeMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile Consumer<Map<String, Object>> events = event -> {};

    /** Debugs a session. */
    public DebugAdapter(Debugger debugger, DebugTarget target) {
        this.debugger = debugger;
        this.target = target;
        this.inspection = new Inspection(debugger, target, variables);
    }

    /** Gives all events to {@code listener}. */
    public void listen(Consumer<Map<String, Object>> listener) {
        events = listener;
    }

    private void send(String event, Map<String, Object> body) {
        events.accept(
                Dap.object(
                        "type",
                        "event",
                        "seq",
                        sequence.incrementAndGet(),
                        "event",
                        event,
                        "body",
                        body));
    }

    @Override
    public void stopped(long thread, String reason, @Nullable String text) {
        send(
                "stopped",
                Dap.object(
                        "reason",
                        reason,
                        "threadId",
                        thread,
                        "allThreadsStopped",
                        false,
                        "text",
                        text));
    }

    @Override
    public void continued(long thread) {
        if (debugger.stops().isEmpty()) {
            variables.clear();
        }
        send("continued", Dap.object("threadId", thread, "allThreadsContinued", false));
    }

    /** Answers a request, whatever it is. */
    public synchronized CompletableFuture<Map<String, Object>> answer(Map<String, Object> message) {
        Request request = Request.of(message);
        CompletableFuture<Map<String, Object>> reply = new CompletableFuture<>();
        // A toString of the person's must not stop the thread that would let it go on.
        debugger.thread().muted(() -> answer(request, reply));
        return reply;
    }

    private void answer(Request request, CompletableFuture<Map<String, Object>> reply) {
        try {
            switch (request.command()) {
                case "evaluate" -> inspection.evaluate(request, reply);
                case "copyToGlobals" -> inspection.copyToGlobals(request, reply);
                default -> reply.complete(request.done(body(request)));
            }
        } catch (RuntimeException | Error e) {
            reply.complete(request.failed(why(e)));
        }
    }

    /** Whether a request is answered before anything else is done, and not by a stopped thread. */
    public static boolean isAnsweredAtOnce(Map<String, Object> message) {
        return !ANSWERED_BY_THREADS.contains(Request.of(message).command());
    }

    /** The answer to a request that cannot be answered. */
    public static Map<String, Object> failure(Map<String, Object> message, String why) {
        return Request.of(message).failed(why);
    }

    /** What went wrong, for a person. */
    static String why(Throwable e) {
        return e instanceof IllegalArgumentException && e.getMessage() != null
                ? e.getMessage()
                : TypeText.unwrapped(e.toString());
    }

    private Map<String, Object> body(Request request) {
        return switch (request.command()) {
            case "debugInfo" -> info();
            case "initialize" -> initialize(request.arguments());
            case "inspectVariables" -> inspection.globals();
            case "richInspectVariables" -> inspection.rich(request.arguments());
            case "variables" -> inspection.variables(request.arguments());
            case "modules" -> Dap.object("modules", List.of(), "totalModules", 0);
            case "disconnect", "terminate" -> end();
            default -> whileAttached(request);
        };
    }

    private Map<String, Object> whileAttached(Request request) {
        Map<?, ?> arguments = request.arguments();
        String command = request.command();
        boolean known =
                Set.of(
                                "attach",
                                "configurationDone",
                                "dumpCell",
                                "setBreakpoints",
                                "setExceptionBreakpoints",
                                "source",
                                "threads",
                                "stackTrace",
                                "scopes",
                                "continue",
                                "next",
                                "stepIn",
                                "stepOut",
                                "pause")
                        .contains(command);
        if (!known) {
            throw new IllegalArgumentException(
                    "this debugger knows no request '%s'".formatted(command));
        }
        if (!debugger.isAttached()) {
            throw new IllegalArgumentException(
                    "'%s' needs a debugger that is started: send 'initialize' first"
                            .formatted(command));
        }
        return switch (command) {
            case "dumpCell" -> dump(arguments);
            case "setBreakpoints" -> setBreakpoints(arguments);
            case "setExceptionBreakpoints" -> setExceptionBreakpoints(arguments);
            case "source" -> source(arguments);
            case "threads" -> inspection.threads();
            case "stackTrace" -> inspection.stackTrace(arguments);
            case "scopes" -> inspection.scopes(arguments);
            case "continue" -> goOn(arguments, null);
            case "next" -> goOn(arguments, Step.Kind.OVER);
            case "stepIn" -> goOn(arguments, Step.Kind.IN);
            case "stepOut" -> goOn(arguments, Step.Kind.OUT);
            case "pause" -> pause();
            default -> Map.of();
        };
    }

    private Map<String, Object> info() {
        List<Map<String, Object>> all = new ArrayList<>();
        breakpoints.forEach((path, set) -> all.add(Dap.object("source", path, "breakpoints", set)));
        return Dap.object(
                "isStarted",
                debugger.isAttached(),
                "hashMethod",
                CellSources.METHOD,
                "hashSeed",
                CellSources.SEED,
                "tmpFilePrefix",
                debugger.sources().prefix(),
                "tmpFileSuffix",
                CellSources.SUFFIX,
                "breakpoints",
                all,
                "stoppedThreads",
                List.copyOf(debugger.stops().keySet()),
                "richRendering",
                true,
                "exceptionPaths",
                List.of(),
                "copyToGlobals",
                true);
    }

    private Map<String, Object> initialize(Map<?, ?> arguments) {
        variables.showTypes(!"jupyterlab".equals(arguments.get("clientID")));
        debugger.attach(this);
        send("initialized", Map.of());
        return Dap.object(
                "supportsConfigurationDoneRequest",
                true,
                "supportsEvaluateForHovers",
                true,
                "supportsTerminateRequest",
                true,
                "supportsSingleThreadExecutionRequests",
                true,
                "exceptionBreakpointFilters",
                List.of(
                        Dap.object(
                                "filter",
                                UNCAUGHT,
                                "label",
                                "Exceptions that end a cell",
                                "default",
                                false)));
    }

    private Map<String, Object> end() {
        boolean attached = debugger.isAttached();
        debugger.detach();
        breakpoints.clear();
        variables.clear();
        if (attached) {
            send("terminated", Map.of());
        }
        return Map.of();
    }

    private Map<String, Object> dump(Map<?, ?> arguments) {
        return Dap.object("sourcePath", debugger.sources().add(Dap.text(arguments, "code")));
    }

    private Map<String, Object> setBreakpoints(Map<?, ?> arguments) {
        String path = Dap.text(Dap.child(arguments, "source"), "path");
        String code = debugger.sources().code(path);
        NavigableSet<Integer> possible =
                code == null ? new TreeSet<>() : target.executableLines(code);
        Set<Integer> lines = new TreeSet<>();
        List<Map<String, Object>> set = new ArrayList<>();
        for (Object asked : Dap.list(arguments, "breakpoints")) {
            int wanted = asked instanceof Map<?, ?> point ? Dap.number(point, "line", 0) : 0;
            Integer line = code == null ? Integer.valueOf(wanted) : possible.ceiling(wanted);
            if (line != null) {
                lines.add(line);
            }
            set.add(breakpoint(path, wanted, line, code != null));
        }
        debugger.breakAt(path, lines);
        if (set.isEmpty()) {
            breakpoints.remove(path);
        } else {
            breakpoints.put(path, set);
        }
        return Dap.object("breakpoints", set);
    }

    private static Map<String, Object> breakpoint(
            String path, int wanted, @Nullable Integer line, boolean known) {
        String problem =
                known
                        ? "no code begins on this line or below it"
                        : "the cell is unknown: send 'dumpCell' first. It stops there if such a cell runs";
        boolean verified = known && line != null;
        return Dap.object(
                "verified",
                verified,
                "line",
                line == null ? wanted : line,
                "source",
                Dap.object("path", path),
                "message",
                verified ? null : problem);
    }

    private Map<String, Object> setExceptionBreakpoints(Map<?, ?> arguments) {
        debugger.stopAtErrors(Dap.list(arguments, "filters").contains(UNCAUGHT));
        return Map.of();
    }

    private Map<String, Object> source(Map<?, ?> arguments) {
        String path = Dap.text(Dap.child(arguments, "source"), "path");
        String code = debugger.sources().code(path);
        if (code == null) {
            throw new IllegalArgumentException("%s is no cell of this session".formatted(path));
        }
        // By this name CodeMirror and VS Code know the language.
        return Dap.object("content", code, "mimeType", "text/x-java");
    }

    /** One thread steps; the others go on, unless a front end says that they are to wait. */
    private Map<String, Object> goOn(Map<?, ?> arguments, Step.@Nullable Kind kind) {
        long id = Dap.number(arguments, "threadId", 0);
        Stop stop = debugger.stops().get(id);
        boolean others = !Boolean.TRUE.equals(arguments.get("singleThread"));
        if (stop == null && (kind != null || !others || debugger.stops().isEmpty())) {
            throw new IllegalArgumentException(
                    "thread %d is not stopped; stopped are %s"
                            .formatted(id, debugger.stops().keySet()));
        }
        List<Stop> all = others ? List.copyOf(debugger.stops().values()) : List.of();
        if (stop != null) {
            debugger.goOn(stop, kind);
        }
        all.stream().filter(s -> s != stop).forEach(s -> debugger.goOn(s, null));
        return kind == null ? Dap.object("allThreadsContinued", others) : Map.of();
    }

    private Map<String, Object> pause() {
        debugger.pause();
        return Map.of();
    }
}
