package dev.mantissa.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one cell puts out, as nbformat stores it: pieces of a stream that follow each other
 * become one output, and a display update replaces what was shown under its id in any cell.
 */
final class OutputCollector implements CellOutput {
    /** One output; exactly one of {@code stream} and {@code json} is there. */
    private record Entry(
            @Nullable String name,
            @Nullable StreamText stream,
            @Nullable JsonObject json,
            @Nullable String displayId) {}

    private final List<OutputCollector> all;
    private final List<Entry> entries = new ArrayList<>();
    private boolean clearLater;

    /**
     * @param all the collectors of all cells of the run, this one to be added by the caller;
     *     display updates reach them; also the lock for every access
     */
    OutputCollector(List<OutputCollector> all) {
        this.all = all;
    }

    @Override
    public void stream(boolean err, String text) {
        if (text.isEmpty()) {
            return;
        }
        synchronized (all) {
            clearIfAsked();
            String name = err ? "stderr" : "stdout";
            Entry last = entries.isEmpty() ? null : entries.getLast();
            if (last == null || last.stream == null || !name.equals(last.name)) {
                last = new Entry(name, new StreamText(), null, null);
                entries.add(last);
            }
            Objects.requireNonNull(last.stream).append(text);
        }
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        add(json("display_data", bundle), displayId);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        synchronized (all) {
            for (OutputCollector cell : all) {
                cell.entries.replaceAll(
                        e -> displayId.equals(e.displayId) ? replaced(e, bundle) : e);
            }
        }
    }

    private static Entry replaced(Entry entry, MimeBundle bundle) {
        return new Entry(null, null, json("display_data", bundle), entry.displayId);
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        JsonObject result = json("execute_result", bundle);
        result.add("execution_count", count > 0 ? new JsonPrimitive(count) : JsonNull.INSTANCE);
        add(result, null);
    }

    @Override
    public void error(CellError error) {
        add(json(error), null);
    }

    /** Puts an error in the place of the last one, or after everything. */
    void replaceError(CellError error) {
        synchronized (all) {
            if (!entries.isEmpty() && isError(entries.getLast())) {
                entries.removeLast();
            }
            error(error);
        }
    }

    boolean hasError() {
        synchronized (all) {
            return entries.stream().anyMatch(OutputCollector::isError);
        }
    }

    private static boolean isError(Entry entry) {
        return entry.json != null && "error".equals(entry.json.get("output_type").getAsString());
    }

    @Override
    public void clear(boolean wait) {
        synchronized (all) {
            clearLater = wait;
            if (!wait) {
                entries.clear();
            }
        }
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        throw new IOException(
                "a notebook that runs without a front end cannot ask for input (%s). Pass the value as a parameter: -p name=value"
                        .formatted(prompt.isBlank() ? "no prompt" : prompt.strip()));
    }

    /** The outputs so far, oldest first. */
    List<JsonObject> outputs() {
        synchronized (all) {
            return entries.stream().map(OutputCollector::json).toList();
        }
    }

    private void add(JsonObject output, @Nullable String displayId) {
        synchronized (all) {
            clearIfAsked();
            entries.add(new Entry(null, null, output, displayId));
        }
    }

    private void clearIfAsked() {
        if (clearLater) {
            clearLater = false;
            entries.clear();
        }
    }

    private static JsonObject json(Entry entry) {
        if (entry.json != null) {
            return entry.json;
        }
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "stream");
        output.addProperty("name", entry.name);
        output.addProperty("text", Objects.requireNonNull(entry.stream).text());
        return output;
    }

    private static JsonObject json(String type, MimeBundle bundle) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", type);
        output.add("data", JsonTree.of(bundle.data()));
        output.add("metadata", JsonTree.of(bundle.metadata()));
        return output;
    }

    private static JsonObject json(CellError error) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", "error");
        output.addProperty("ename", error.name());
        output.addProperty("evalue", error.message());
        JsonArray lines = new JsonArray();
        error.lines().forEach(lines::add);
        output.add("traceback", lines);
        return output;
    }
}
