package dev.mantissa.magics;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.lib.Notices;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Brings what the library tells a person into the cell that is at work: a notice as a line of
 * standard error, progress as one display that is replaced while the work goes on.
 */
final class CellNotices implements Notices {
    private static final long PAUSE_NANOS = 100_000_000L;
    private static final int WIDTH = 30;

    private final AtomicLong shown = new AtomicLong();
    private final Map<String, Line> open = new ConcurrentHashMap<>();

    /** A progress line on show: in which cell, under which id, and when it last changed. */
    private record Line(CellOutput output, String displayId, long nanos) {}

    @Override
    public void notice(String text) {
        output().ifPresent(output -> output.stream(true, text + "\n"));
    }

    /** The cell at work. */
    @Override
    public Object occasion() {
        return output().<Object>map(output -> output).orElse(this);
    }

    @Override
    public void progress(Progress progress) {
        output().ifPresent(output ->
                open.compute(progress.id(), (id, old) -> show(progress, output, old)));
    }

    private @Nullable Line show(Progress progress, CellOutput output, @Nullable Line old) {
        long now = System.nanoTime();
        String displayId;
        if (old != null && old.output() == output) {
            if (!progress.finished() && now - old.nanos() < PAUSE_NANOS) {
                return old;
            }
            displayId = old.displayId();
            output.updateDisplay(bundle(progress), displayId);
        } else {
            displayId = "progress-" + shown.incrementAndGet();
            output.display(bundle(progress), displayId);
        }
        return progress.finished() ? null : new Line(output, displayId, now);
    }

    private static Optional<CellOutput> output() {
        return CellContext.current().map(CellContext::output);
    }

    static MimeBundle bundle(Progress progress) {
        boolean bar = progress.total() > 0 && !progress.finished();
        String html = VisibleText.html(progress.text());
        return MimeBundle.text(text(progress))
                .with(
                        MimeBundle.HTML,
                        bar
                                ? "<progress value=\"%d\" max=\"%d\"></progress> %s"
                                        .formatted(progress.done(), progress.total(), html)
                                : "<span>" + html + "</span>");
    }

    private static String text(Progress progress) {
        if (progress.total() <= 0 || progress.finished()) {
            return progress.text();
        }
        double part = Math.clamp((double) progress.done() / progress.total(), 0, 1);
        int full = (int) Math.round(part * WIDTH);
        return String.format(
                Locale.ROOT,
                "%s%s %3.0f %% %s",
                "█".repeat(full),
                "░".repeat(WIDTH - full),
                part * 100,
                progress.text());
    }
}
