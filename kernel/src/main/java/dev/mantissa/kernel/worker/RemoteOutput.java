package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Output of one request, sent to the kernel process. What is printed is gathered for a moment, so
 * that many small prints travel as one; all else goes at once, after what was printed before it.
 */
final class RemoteOutput implements CellOutput {
    private static final int MOST_CHARS = 64 * 1024;

    private final long cell;
    private final Link<ToWorker, FromWorker> link;
    private final StreamTimer timer;
    private final Inputs inputs;
    private final StringBuilder printed = new StringBuilder();
    private boolean printedIsErr;
    private @Nullable CellError held;

    RemoteOutput(long cell, Link<ToWorker, FromWorker> link, StreamTimer timer, Inputs inputs) {
        this.cell = cell;
        this.link = link;
        this.timer = timer;
        this.inputs = inputs;
    }

    @Override
    public synchronized void stream(boolean err, String text) {
        if (err != printedIsErr) {
            flush();
            printedIsErr = err;
        }
        boolean first = printed.isEmpty();
        printed.append(text);
        if (printed.length() >= MOST_CHARS) {
            flush();
        } else if (first) {
            timer.soon(this);
        }
    }

    /** Sends what was printed and waits here. */
    synchronized void flush() {
        if (!printed.isEmpty()) {
            link.send(new FromWorker.Stream(cell, printedIsErr, printed.toString()));
            printed.setLength(0);
        }
    }

    private synchronized void send(FromWorker message) {
        flush();
        link.send(message);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        send(new FromWorker.Display(cell, bundle, displayId, false));
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        send(new FromWorker.Display(cell, bundle, displayId, true));
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        send(new FromWorker.Result(cell, count, bundle));
    }

    /** That memory ran out is held back until it is known whether the process can go on. */
    @Override
    public synchronized void error(CellError error) {
        if (HeapGuard.isExhaustion(error)) {
            held = error;
        } else {
            send(new FromWorker.Failure(cell, error));
        }
    }

    /** Sends the error that was held back, if there is one. */
    synchronized void release() {
        if (held != null) {
            send(new FromWorker.Failure(cell, held));
            held = null;
        }
    }

    @Override
    public void clear(boolean wait) {
        send(new FromWorker.Clear(cell, wait));
    }

    @Override
    public void page(MimeBundle bundle) {
        send(new FromWorker.Page(cell, bundle));
    }

    @Override
    public void comm(CommEvent event) {
        send(new FromWorker.Comm(cell, event));
    }

    /** The kernel process ends this one. */
    @Override
    public boolean restart(@Nullable List<String> javaOptions) {
        send(new FromWorker.Restart(javaOptions));
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        return inputs.ask(number -> send(new FromWorker.Ask(cell, number, prompt, password)));
    }
}
