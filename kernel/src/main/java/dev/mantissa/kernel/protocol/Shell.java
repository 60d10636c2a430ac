package dev.mantissa.kernel.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs cells and hands over comm messages, one after another: the main shell, or a subshell. */
final class Shell implements AutoCloseable {
    private static final Runnable END = () -> {};

    /** What waits; a cell can be told that it will not run. */
    private record Task(Runnable work, Runnable abort) {}

    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;

    Shell(String name) {
        thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }

    private void work() {
        try {
            Task task = tasks.take();
            while (task.work() != END) {
                task.work().run();
                task = tasks.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a message that is handled whatever happened before it. */
    void add(Runnable work) {
        tasks.add(new Task(work, work));
    }

    /**
     * Adds a cell.
     *
     * @param abort called in its place when a cell before it failed
     */
    void add(Runnable work, Runnable abort) {
        tasks.add(new Task(work, abort));
    }

    /** Takes what waits at present out of the queue: what is to be done in its place. */
    List<Runnable> takeWaiting() {
        List<Task> waiting = new ArrayList<>();
        tasks.drainTo(waiting);
        return waiting.stream().map(Task::abort).toList();
    }

    /** Ends its thread once what it is at has ended. */
    @Override
    public void close() {
        tasks.add(new Task(END, END));
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }
}
