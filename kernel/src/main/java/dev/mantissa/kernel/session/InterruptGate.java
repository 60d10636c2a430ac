package dev.mantissa.kernel.session;

/**
 * Lets {@link Thread#interrupt} reach a thread only while code of the person runs in it: an
 * interrupt inside the compiler would close the jars that it reads.
 */
final class InterruptGate {
    private final Thread thread;
    private int open;

    InterruptGate(Thread thread) {
        this.thread = thread;
    }

    Thread thread() {
        return thread;
    }

    synchronized void enter() {
        open++;
    }

    /** Closes what {@link #enter} opened, and clears a pending interrupt when nothing is open. */
    synchronized void leave() {
        open--;
        if (open == 0) {
            clear();
        }
    }

    /** Closes the gate for a while, however often it was opened; for {@link #reopen}. */
    synchronized int shut() {
        int before = open;
        open = 0;
        clear();
        return before;
    }

    synchronized void reopen(int before) {
        open = before;
    }

    synchronized void interrupt() {
        if (open > 0) {
            thread.interrupt();
        }
    }

    private void clear() {
        if (Thread.currentThread() == thread) {
            Thread.interrupted();
        }
    }
}
