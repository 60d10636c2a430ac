package dev.mantissa.magics.cli;

import dev.mantissa.kernel.session.Session;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/** Ctrl-C in a run without a front end: the first stops the cell, the second ends the program. */
final class Interrupts {
    private static final int INTERRUPTED = 130;

    private final AtomicInteger count = new AtomicInteger();

    private Interrupts() {}

    static Interrupts of(Session session, PrintStream told) {
        Interrupts interrupts = new Interrupts();
        Signal.handle(new Signal("INT"), signal -> interrupts.arrived(session, told));
        return interrupts;
    }

    /** Whether one has come. */
    boolean seen() {
        return count.get() > 0;
    }

    private void arrived(Session session, PrintStream told) {
        if (count.incrementAndGet() == 1) {
            told.println("\nStopping the cell; Ctrl-C again ends the program without writing.");
            session.interrupt();
        } else {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }
}
