package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of each request goes. A cell is remembered after its end, for the threads that
 * it left; of those long past, output goes to the latest.
 */
final class WorkerOutputs {
    private static final int REMEMBERED = 2_000;
    private static final int MOST_EARLY_CHARS = 64 << 10;

    private final Consumer<ToWorker.Input> answers;
    private final Map<Long, CellOutput> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, CellOutput> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private @Nullable CellOutput latest;

    /** Told before there was a cell: the first shows it. */
    private final StringBuilder early = new StringBuilder();

    private long running;

    WorkerOutputs(Consumer<ToWorker.Input> answers) {
        this.answers = answers;
    }

    /** A cell begins. */
    synchronized void open(long id, CellOutput output) {
        know(id, output);
        latest = output;
        running = id;
        if (!early.isEmpty()) {
            output.stream(true, early.toString());
            early.setLength(0);
        }
    }

    /** Something beside the cells may give output. */
    synchronized void know(long id, CellOutput output) {
        known.put(id, output);
    }

    /** A cell has ended; output may still come. */
    synchronized void close(long id) {
        if (running == id) {
            running = 0;
        }
    }

    /** Whether a cell runs. */
    synchronized boolean running() {
        return running != 0;
    }

    private synchronized @Nullable CellOutput of(long id) {
        CellOutput output = known.get(id);
        return output == null ? latest : output;
    }

    /** Gives text to the cell that runs, or that ran last. */
    void latest(boolean err, String text) {
        CellOutput output;
        synchronized (this) {
            output = of(0);
            if (output == null) {
                early.append(text);
                early.setLength(Math.min(early.length(), MOST_EARLY_CHARS));
                return;
            }
        }
        output.stream(err, text);
    }

    void take(FromWorker.Output message) {
        CellOutput output = of(message.cell());
        if (output == null) {
            return;
        }
        switch (message) {
            case FromWorker.Stream m -> output.stream(m.err(), m.text());
            case FromWorker.Display m -> show(output, m);
            case FromWorker.Result m -> output.result(m.count(), m.bundle());
            case FromWorker.Failure m -> output.error(m.error());
            case FromWorker.Clear m -> output.clear(m.later());
            case FromWorker.Page m -> output.page(m.bundle());
            case FromWorker.Comm m -> output.comm(m.event());
            case FromWorker.Ask m ->
                    Thread.ofPlatform().daemon().name("input").start(() -> ask(output, m));
        }
    }

    private static void show(CellOutput output, FromWorker.Display shown) {
        String id = shown.displayId();
        if (shown.update() && id != null) {
            output.updateDisplay(shown.bundle(), id);
        } else {
            output.display(shown.bundle(), id);
        }
    }

    /** Waits for the person, so it has a thread of its own. */
    private void ask(CellOutput output, FromWorker.Ask question) {
        try {
            String line = output.readLine(question.prompt(), question.password());
            answers.accept(new ToWorker.Input(question.ask(), line, null));
        } catch (IOException e) {
            answers.accept(new ToWorker.Input(question.ask(), null, e.getMessage()));
        }
    }
}
