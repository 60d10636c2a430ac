package dev.mantissa.magics.bench;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.lib.bench.Progress;
import java.util.Locale;
import java.util.UUID;

/** Shows how far a measurement is, in one place that the result replaces in the end. */
public final class LiveProgress implements Progress.Listener {
    private static final long PERIOD_NANOS = 300_000_000;

    private final CellOutput output;
    private final String title;
    private final String whole;
    private final String id = "bench-" + UUID.randomUUID();
    private final long start = System.nanoTime();
    private long shownAt = start;
    private boolean shown;

    public LiveProgress(CellOutput output, String title) {
        this(output, title, "of the budget");
    }

    /**
     * @param whole what the fraction is a part of: "of the work"
     */
    public LiveProgress(CellOutput output, String title, String whole) {
        this.output = output;
        this.title = title;
        this.whole = whole;
    }

    @Override
    public void at(Progress progress) {
        long now = System.nanoTime();
        if (now - shownAt < PERIOD_NANOS) {
            return;
        }
        shownAt = now;
        show(bundle(progress));
    }

    /** Puts something else in its place. */
    public void replace(MimeBundle bundle) {
        show(bundle);
    }

    /** Says that it ended before its time. */
    public void stopped() {
        double seconds = (System.nanoTime() - start) / 1e9;
        show(
                MimeBundle.text(
                        String.format(
                                Locale.ROOT,
                                "%s: stopped after %.1f s, no result",
                                title,
                                seconds)));
    }

    private void show(MimeBundle bundle) {
        if (shown) {
            output.updateDisplay(bundle, id);
        } else {
            output.display(bundle, id);
            shown = true;
        }
    }

    private MimeBundle bundle(Progress progress) {
        long percent = Math.round(100 * progress.fraction());
        String text = "%s: %d %% %s · %s".formatted(title, percent, whole, progress.doing());
        String html =
                "<progress max=\"100\" value=\"%d\"></progress> %s"
                        .formatted(percent, VisibleText.html(VisibleText.of(text)));
        return MimeBundle.text(VisibleText.of(text)).with(MimeBundle.HTML, html);
    }
}
