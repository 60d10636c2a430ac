package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.MimeBundle;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything that a cell sent, for tests. */
public final class RecordingOutput implements CellOutput {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<MimeBundle> bundles = new CopyOnWriteArrayList<>();

    /** One text per call, in order. */
    public List<String> events() {
        return events;
    }

    /** Everything displayed, updates and results included. */
    public List<MimeBundle> bundles() {
        return bundles;
    }

    @Override
    public void stream(boolean err, String text) {
        events.add((err ? "err " : "out ") + text);
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        bundles.add(bundle);
        events.add("display " + displayId + " " + bundle.plain());
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        bundles.add(bundle);
        events.add("update " + displayId + " " + bundle.plain());
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        bundles.add(bundle);
        events.add("result " + count + " " + bundle.plain());
    }

    @Override
    public void error(CellError error) {
        events.add("error " + error.name() + ": " + error.message());
    }

    @Override
    public void clear(boolean wait) {
        events.add("clear " + wait);
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        throw new IOException("no one to ask");
    }
}
