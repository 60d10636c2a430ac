package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Output of one request, sent to the kernel process. What is printed is gathered for a moment, so
 * that many small prints travel as one, and so are updates of what is shown, of which the last
 * counts; all else goes at once, after what was printed before it. Of very many things shown, the
 * rest is shown as text.
 */
final class RemoteOutput implements CellOutput {
    private static final int MOST_CHARS = 64 * 1024;

    /** More than anybody looks at; a front end that holds more becomes slow. */
    private static final int MOST_DISPLAYS = 5_000;

    private final long cell;
    private final Link<ToWorker, FromWorker> link;
    private final StreamTimer timer;
    private final Inputs inputs;
    private final StringBuilder printed = new StringBuilder();
    private final Map<String, ByteBuffer> updates = new LinkedHashMap<>();
    private boolean printedIsErr;
    private int displays;

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
        boolean first = printed.isEmpty() && updates.isEmpty();
        int from = 0;
        while (printed.length() + text.length() - from >= MOST_CHARS) {
            int end = Sizes.cut(text, Math.min(text.length(), from + MOST_CHARS));
            printed.append(text, from, end);
            from = end;
            flush();
        }
        printed.append(text, from, text.length());
        if (first && !printed.isEmpty()) {
            timer.soon(this);
        }
    }

    /** Sends what was printed and updated and waits here. */
    synchronized void flush() {
        if (!printed.isEmpty()) {
            link.send(new FromWorker.Stream(cell, printedIsErr, printed.toString()));
            printed.setLength(0);
        }
        updates.values().forEach(link::send);
        updates.clear();
    }

    private synchronized void send(FromWorker message) {
        flush();
        link.send(message);
    }

    @Override
    public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
        if (++displays > MOST_DISPLAYS) {
            if (displays == MOST_DISPLAYS + 1) {
                stream(
                        true,
                        "Note: this cell has shown %d things; of those that follow, the text is printed.\n"
                                .formatted(MOST_DISPLAYS));
            }
            stream(false, bundle.plain() + "\n");
            return;
        }
        ByteBuffer frame = encoded(bundle, b -> new FromWorker.Display(cell, b, displayId, false));
        flush();
        link.send(frame);
    }

    @Override
    public synchronized void updateDisplay(MimeBundle bundle, String displayId) {
        if (printed.isEmpty() && updates.isEmpty()) {
            timer.soon(this);
        }
        // Encoded now: what is shown may be changed later, or not be JSON, which the cell must
        // hear.
        updates.put(
                displayId, encoded(bundle, b -> new FromWorker.Display(cell, b, displayId, true)));
    }

    /** The frame of something shown; of what cannot go, the text says why. */
    private ByteBuffer encoded(MimeBundle bundle, Function<MimeBundle, FromWorker> message) {
        try {
            return link.encode(message.apply(Sizes.bounded(bundle)));
        } catch (Link.UnsendableException e) {
            return link.encode(
                    message.apply(MimeBundle.text("Not shown: " + e.getMessage() + ".")));
        }
    }

    @Override
    public synchronized void result(int count, MimeBundle bundle) {
        ByteBuffer frame = encoded(bundle, b -> new FromWorker.Result(cell, count, b));
        flush();
        link.send(frame);
    }

    @Override
    public void error(CellError error) {
        send(new FromWorker.Failure(cell, Sizes.bounded(error)));
    }

    @Override
    public void clear(boolean wait) {
        send(new FromWorker.Clear(cell, wait));
    }

    @Override
    public synchronized void page(MimeBundle bundle) {
        ByteBuffer frame = encoded(bundle, b -> new FromWorker.Page(cell, b));
        flush();
        link.send(frame);
    }

    /**
     * Sends it.
     *
     * @throws IllegalArgumentException if the front end cannot get it
     */
    @Override
    public void comm(CommEvent event) {
        send(new FromWorker.Comm(cell, event));
    }

    /** The kernel process ends this one. */
    @Override
    public boolean restart(@Nullable List<String> javaOptions, boolean replay) {
        send(new FromWorker.Restart(javaOptions, replay));
        while (true) {
            LockSupport.park();
        }
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        return inputs.ask(number -> send(new FromWorker.Ask(cell, number, prompt, password)));
    }
}
