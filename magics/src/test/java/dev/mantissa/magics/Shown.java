package dev.mantissa.magics;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a cell showed, for tests. */
public final class Shown implements CellOutput {
    private final StringBuffer text = new StringBuffer();
    private final List<MimeBundle> bundles = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final List<CellError> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<MimeBundle> results = Collections.synchronizedList(new ArrayList<>());

    /** Everything a person reads, in order: streams, displays and results as plain text, errors. */
    public String text() {
        return text.toString();
    }

    public List<MimeBundle> displays() {
        return List.copyOf(bundles);
    }

    /** The ids under which something was displayed. */
    public Set<String> ids() {
        return Set.copyOf(ids);
    }

    public List<MimeBundle> results() {
        return List.copyOf(results);
    }

    /** The message of every error, joined. */
    public String errors() {
        return errors.stream()
                .map(e -> String.join("\n", e.lines()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void stream(boolean err, String piece) {
        text.append(piece);
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
        bundles.add(bundle);
        ids.add(String.valueOf(displayId));
        text.append(bundle.plain()).append('\n');
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        bundles.add(bundle);
        text.append(bundle.plain()).append('\n');
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        results.add(bundle);
        text.append(bundle.plain()).append('\n');
    }

    @Override
    public void error(CellError error) {
        errors.add(error);
        text.append(String.join("\n", error.lines())).append('\n');
    }

    @Override
    public void clear(boolean wait) {
        // what was shown before stays in the record
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        throw new IOException("no one to ask");
    }
}
