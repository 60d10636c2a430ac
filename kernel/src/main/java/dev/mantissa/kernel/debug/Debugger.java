package dev.mantissa.kernel.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Stops threads in the code of cells. While nobody is attached, cells are compiled without probes,
 * and the probes of those that have some are passed.
 */
public final class Debugger {
    /** Front ends take it for the thread to pause while they know of no other. */
    private static final long CELLS = 1;

    private final Thread cells;
    private final CellCode code;
    private final CellSources sources = new CellSources();
    private final ThreadLocal<DebugThread> threads;
    private final Set<DebugThread> stepping = ConcurrentHashMap.newKeySet();
    private final Map<Long, Stop> stops = new ConcurrentSkipListMap<>();
    private final Map<String, Set<Integer>> breakpoints = new ConcurrentHashMap<>();
    private final DebugThread ofCells;
    private volatile Watch watch = Watch.NOTHING;
    private volatile @Nullable DebugEvents listener;
    private volatile boolean stopsAtErrors;

    /**
     * @param cells the thread that runs them
     */
    public Debugger(Thread cells, CellCode code) {
        this.cells = cells;
        this.code = code;
        this.ofCells = new DebugThread(this, CELLS, cells);
        this.threads = ThreadLocal.withInitial(this::known);
    }

    private DebugThread known() {
        Thread current = Thread.currentThread();
        return current == cells ? ofCells : new DebugThread(this, current.threadId(), current);
    }

    /** The frame of cells' code in which the present thread is, as far as it is followed. */
    public @Nullable DebugFrame frame() {
        return isAttached() ? thread().top() : null;
    }

    /** Goes back to a frame, whatever has ended above it. */
    public void frame(@Nullable DebugFrame frame) {
        if (isAttached()) {
            thread().top(frame);
        }
    }

    DebugThread ofCells() {
        return ofCells;
    }

    /** Whether cells are to be compiled with probes. */
    public boolean isAttached() {
        return listener != null;
    }

    CellSources sources() {
        return sources;
    }

    Watch watch() {
        return watch;
    }

    /** The present thread. */
    DebugThread thread() {
        return threads.get();
    }

    /** A method of a cell begins; gives null while nothing is looked out for. */
    @Nullable DebugFrame enter() {
        return watch.active() ? thread().enter() : null;
    }

    @Nullable CellLine place(String className, int line) {
        CellPlace place = code.place(className, line);
        return place == null ? null : new CellLine(sources.add(place.code()), place.line());
    }

    void attach(DebugEvents events) {
        listener = events;
    }

    /** Forgets all that was asked of it, and lets all threads go on. */
    void detach() {
        listener = null;
        breakpoints.clear();
        stepping.forEach(t -> t.step(null));
        stopsAtErrors = false;
        refresh();
        stops.values().forEach(Stop::goOn);
    }

    void breakAt(String path, Set<Integer> lines) {
        if (lines.isEmpty()) {
            breakpoints.remove(path);
        } else {
            breakpoints.put(path, Set.copyOf(lines));
        }
        refresh();
    }

    void stopAtErrors(boolean stop) {
        stopsAtErrors = stop;
        refresh();
    }

    private synchronized void refresh() {
        stepping.removeIf(thread -> !thread.steps());
        boolean active =
                listener != null
                        && (stopsAtErrors || !breakpoints.isEmpty() || !stepping.isEmpty());
        watch = active ? new Watch(true, Map.copyOf(breakpoints)) : Watch.NOTHING;
    }

    private void look(DebugThread thread, Step step) {
        thread.step(step);
        stepping.add(thread);
        refresh();
    }

    /** Has the thread of the cells stop at its next line. */
    void pause() {
        look(ofCells, new Step(Step.Kind.PAUSE, null, null));
    }

    /** The threads that wait, by their numbers. */
    Map<Long, Stop> stops() {
        return stops;
    }

    /**
     * Lets a thread go on.
     *
     * @param kind where it stops next; null for at breakpoints alone
     */
    void goOn(Stop stop, Step.@Nullable Kind kind) {
        DebugThread thread = stop.thread();
        if (kind != null) {
            look(thread, new Step(kind, stop.frame(), stop.frames().getFirst().line()));
        }
        stop.goOn();
    }

    /** Stops the present thread, until somebody lets it go on or its cell is to end. */
    void stop(Stop stop, String reason, @Nullable String text) {
        stop.thread().step(null);
        refresh();
        DebugEvents events = listener;
        if (events == null || stop.frames().isEmpty()) {
            return;
        }
        long id = stop.thread().id();
        stops.put(id, stop);
        if (isAttached()) {
            events.stopped(id, reason, text);
            stop.thread().muted(() -> stop.await(code::stopAsked));
        }
        stops.remove(id);
        events.continued(id);
        code.endIfAsked();
    }

    /** What was thrown is about to end the cell of the present thread. */
    public void thrown(Throwable error) {
        DebugThread thread = thread();
        if (isAttached() && stopsAtErrors && !code.stopAsked()) {
            List<StackFrame> frames = frames(thread.top(), List.of(error.getStackTrace()));
            stop(new Stop(thread, thread.top(), frames), "exception", error.toString());
        }
    }

    /** Has the threads that wait look whether they were asked to end. */
    public void wake() {
        stops.values().forEach(Stop::lookUp);
    }

    /** The cell that the present thread ran has ended, so no step goes on in the next one. */
    public void ended() {
        if (isAttached()) {
            thread().ended();
            refresh();
        }
    }

    /** How many frames of cells the stack of the present thread has. */
    int depthOfStack() {
        return StackWalker.getInstance()
                .walk(all ->
                        (int)
                                all.filter(f -> code.contains(f.getClassName()))
                                        .filter(f -> !f.getMethodName().equals(Pieces.VALUE))
                                        .count());
    }

    /** The frames of the present thread that lie in cells. */
    List<StackFrame> frames(DebugFrame top) {
        return frames(
                top,
                StackWalker.getInstance()
                        .walk(all ->
                                all.map(StackWalker.StackFrame::toStackTraceElement).toList()));
    }

    private List<StackFrame> frames(@Nullable DebugFrame top, List<StackTraceElement> stack) {
        List<StackFrame> frames = new ArrayList<>();
        DebugFrame next = top;
        for (StackTraceElement element : stack) {
            CellLine line = place(element.getClassName(), element.getLineNumber());
            if (line == null) {
                continue;
            }
            DebugFrame found = find(element, next);
            frames.add(StackFrame.of(element, line, found));
            next = found == null ? next : found.caller();
        }
        return frames;
    }

    /** Frames that an exception has ended may lie in between. */
    private static @Nullable DebugFrame find(StackTraceElement element, @Nullable DebugFrame top) {
        DebugFrame frame = top;
        while (frame != null && !frame.isOf(element.getClassName(), element.getMethodName())) {
            frame = frame.caller();
        }
        return frame;
    }
}
