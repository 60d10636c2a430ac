package dev.mantissa.kernel.debug;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that waits, and does in the meantime what it is asked to. */
final class Stop {
    private static final Runnable GO_ON = () -> {};
    private static final Runnable LOOK_UP = () -> {};

    private final DebugThread thread;
    private final @Nullable DebugFrame frame;
    private final List<StackFrame> frames;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private boolean gone;

    /**
     * @param frame the innermost one with probes, if there is one
     * @param frames those in cells, innermost first
     */
    Stop(DebugThread thread, @Nullable DebugFrame frame, List<StackFrame> frames) {
        this.thread = thread;
        this.frame = frame;
        this.frames = frames;
    }

    DebugThread thread() {
        return thread;
    }

    @Nullable DebugFrame frame() {
        return frame;
    }

    List<StackFrame> frames() {
        return frames;
    }

    /** Lets the thread go on. */
    void goOn() {
        tasks.add(GO_ON);
    }

    /** Has the thread look whether it was asked to end. */
    void lookUp() {
        tasks.add(LOOK_UP);
    }

    /** Has the thread do something; nobody may wait for it who could let the thread go on. */
    synchronized void run(Runnable task) {
        if (gone) {
            throw new IllegalArgumentException("the thread has just gone on");
        }
        tasks.add(task);
    }

    /** What it was asked to do last, it does before it goes. */
    private synchronized void go() {
        gone = true;
        tasks.forEach(Runnable::run);
    }

    /**
     * Waits on the present thread until it may go on, or is asked to end.
     *
     * @param ended whether it was asked to end
     */
    void await(BooleanSupplier ended) {
        boolean interrupted = false;
        Runnable task = LOOK_UP;
        while (task != GO_ON && !ended.getAsBoolean()) {
            try {
                task = tasks.take();
                task.run();
            } catch (InterruptedException e) {
                // Of an interrupt of the cell the condition tells; another one is for the code.
                interrupted = true;
            }
        }
        go();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
