package dev.mantissa.kernel.debug;

import dev.mantissa.kernel.display.MimeBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at threads, frames and values for a front end. */
final class Inspection {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

    private final Debugger debugger;
    private final DebugTarget target;
    private final Variables variables;

    Inspection(Debugger debugger, DebugTarget target, Variables variables) {
        this.debugger = debugger;
        this.target = target;
        this.variables = variables;
    }

    Map<String, Object> threads() {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(thread(debugger.ofCells()));
        debugger.stops().values().stream()
                .map(Stop::thread)
                .filter(t -> t != debugger.ofCells())
                .forEach(t -> all.add(thread(t)));
        return Dap.object("threads", all);
    }

    private static Map<String, Object> thread(DebugThread thread) {
        return Dap.object("id", thread.id(), "name", thread.name());
    }

    Map<String, Object> stackTrace(Map<?, ?> arguments) {
        long id = Dap.number(arguments, "threadId");
        Stop stop = debugger.stops().get(id);
        // A front end may ask for a thread that has just gone on.
        List<StackFrame> frames = stop == null ? List.of() : stop.frames();
        int start = Math.clamp(Dap.number(arguments, "startFrame", 0), 0, frames.size());
        int levels = Dap.number(arguments, "levels", 0);
        Stream<StackFrame> some = frames.subList(start, frames.size()).stream();
        return Dap.object(
                "stackFrames",
                (levels > 0 ? some.limit(levels) : some).map(Inspection::shown).toList(),
                "totalFrames",
                frames.size());
    }

    private static Map<String, Object> shown(StackFrame frame) {
        String path = frame.line().path();
        return Dap.object(
                "id",
                frame.id(),
                "name",
                frame.name(),
                "line",
                frame.line().line(),
                "column",
                1,
                "source",
                Dap.object("name", Path.of(path).getFileName().toString(), "path", path));
    }

    private @Nullable StackFrame find(int id) {
        return debugger.stops().values().stream()
                .flatMap(stop -> stop.frames().stream())
                .filter(frame -> frame.id() == id)
                .findFirst()
                .orElse(null);
    }

    private StackFrame frame(int id) {
        StackFrame frame = find(id);
        if (frame == null) {
            throw new IllegalArgumentException(
                    "frame %d is none of a stopped thread; ask for the stackTrace again"
                            .formatted(id));
        }
        return frame;
    }

    Map<String, Object> scopes(Map<?, ?> arguments) {
        StackFrame frame = frame(Dap.number(arguments, "frameId"));
        return Dap.object(
                "scopes",
                List.of(scope("Locals", () -> locals(frame)), scope("Globals", target::variables)));
    }

    private Map<String, Object> scope(String name, Supplier<List<Named>> content) {
        return Dap.object(
                "name", name, "variablesReference", variables.scope(content), "expensive", false);
    }

    private static List<Named> locals(StackFrame frame) {
        if (!frame.recorded()) {
            return List.of(
                    new Named(
                            "(not recorded)",
                            "",
                            "its method was called before there was anything to stop at"));
        }
        return frame.locals().stream()
                .map(l -> new Named(l.name(), TypeText.of(l.type()), l.value()))
                .toList();
    }

    Map<String, Object> variables(Map<?, ?> arguments) {
        int start = Math.max(0, Dap.number(arguments, "start", 0));
        return Dap.object(
                "variables",
                variables.of(
                        Dap.number(arguments, "variablesReference"),
                        start,
                        Dap.number(arguments, "count", 0)));
    }

    /** The variables of the session, whether anything is stopped or not. */
    Map<String, Object> globals() {
        if (debugger.stops().isEmpty()) {
            variables.clear();
        }
        int scope = variables.scope(target::variables);
        return Dap.object("variables", variables.of(scope, 0, 0));
    }

    /** A variable as the session shows values. */
    Map<String, Object> rich(Map<?, ?> arguments) {
        String name = Dap.text(arguments, "variableName");
        StackFrame frame = find(Dap.number(arguments, "frameId", 0));
        Named found = new ValuePath(frame == null ? List.of() : frame.locals(), target).find(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "there is no variable '%s' here, and no field or element of that name"
                            .formatted(name));
        }
        MimeBundle bundle = target.render(found.value());
        return Dap.object("data", bundle.data(), "metadata", bundle.metadata());
    }

    /** Evaluates on the thread of the frame, which waits anyway. */
    void evaluate(Request request, CompletableFuture<Map<String, Object>> reply) {
        String expression = Dap.text(request.arguments(), "expression");
        onFrame(
                request,
                Dap.number(request.arguments(), "frameId", 0),
                reply,
                frame -> {
                    Named found = new ValuePath(frame.locals(), target).find(expression);
                    Named value =
                            found == null ? target.evaluate(expression, frame.locals()) : found;
                    return Dap.object(
                            "result",
                            Variables.text(value.value()),
                            "type",
                            TypeText.shown(value.type()),
                            "variablesReference",
                            variables.reference(value.value(), expression));
                });
    }

    void copyToGlobals(Request request, CompletableFuture<Map<String, Object>> reply) {
        String from = Dap.text(request.arguments(), "srcVariableName");
        String to = Dap.text(request.arguments(), "dstVariableName");
        if (!NAME.matcher(to).matches()) {
            throw new IllegalArgumentException("'%s' is no name for a variable".formatted(to));
        }
        onFrame(
                request,
                Dap.number(request.arguments(), "srcFrameId", 0),
                reply,
                frame -> {
                    Local local =
                            frame.locals().stream()
                                    .filter(l -> l.name().equals(from))
                                    .findFirst()
                                    .orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "there is no local variable '%s' in this frame"
                                                            .formatted(from)));
                    target.declare(to, local);
                    return Map.of();
                });
    }

    private interface Work {
        Map<String, Object> of(StackFrame frame) throws Throwable;
    }

    private void onFrame(
            Request request, int id, CompletableFuture<Map<String, Object>> reply, Work work) {
        Stop stop =
                debugger.stops().values().stream()
                        .filter(s -> id == 0 || s.frames().stream().anyMatch(f -> f.id() == id))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "nothing is stopped in frame %d: an expression is evaluated where a cell is stopped. Run it in a cell instead."
                                                .formatted(id)));
        StackFrame frame = id == 0 ? stop.frames().getFirst() : frame(id);
        stop.run(() -> {
            try {
                reply.complete(request.done(work.of(frame)));
            } catch (Throwable e) {
                reply.complete(request.failed(DebugAdapter.why(e)));
            }
        });
    }
}
