package dev.mantissa.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The output of one request, published under it. */
final class CellPublisher implements CellOutput {
    /** Room for text; things shown have a little more, and all else has the rest. */
    private static final double STREAM_PART = 0.5;

    private static final double DISPLAY_PART = 0.65;

    private final Publisher publisher;
    private final Message request;
    private final StdinAsk stdin;
    private final OpenComms comms;
    private final boolean mayAsk;
    private final OutputLimit limit;
    private final JsonArray pages = new JsonArray();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable String result;

    /**
     * @param mayAsk whether the front end can ask the person for input
     */
    CellPublisher(
            Publisher publisher, Message request, StdinAsk stdin, OpenComms comms, boolean mayAsk) {
        this.publisher = publisher;
        // It is kept for the threads that the cell leaves.
        this.request = request.withoutContent();
        this.stdin = stdin;
        this.comms = comms;
        this.mayAsk = mayAsk;
        this.limit = new OutputLimit(this::print);
    }

    private void print(boolean err, String text) {
        bulk("stream", streamed(err, text), STREAM_PART, text.length());
    }

    private static JsonObject streamed(boolean err, String text) {
        return Json.object("name", err ? "stderr" : "stdout", "text", text);
    }

    private void bulk(String type, JsonObject content, double part, long chars) {
        if (!publisher.publishBulk(type, request.header(), content, part, chars)) {
            dropped.incrementAndGet();
        }
    }

    private void show(String type, MimeBundle bundle, @Nullable String displayId) {
        long chars = bundle.data().values().stream().mapToLong(v -> v.toString().length()).sum();
        bulk(type, shown(bundle, displayId), DISPLAY_PART, chars);
    }

    private void publish(String type, JsonObject content) {
        publisher.publish(type, request.header(), content);
    }

    @Override
    public void stream(boolean err, String text) {
        limit.stream(err, text);
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
        show("display_data", bundle, displayId);
    }

    @Override
    public void updateDisplay(MimeBundle bundle, String displayId) {
        show("update_display_data", bundle, displayId);
    }

    private static JsonObject shown(MimeBundle bundle, @Nullable String displayId) {
        JsonObject content = bundle(bundle);
        content.add(
                "transient",
                displayId == null ? new JsonObject() : Json.object("display_id", displayId));
        return content;
    }

    /** {@code data} and {@code metadata} of a bundle. */
    static JsonObject bundle(MimeBundle bundle) {
        return Json.object("data", bundle.data(), "metadata", bundle.metadata());
    }

    @Override
    public void result(int count, MimeBundle bundle) {
        result = bundle.plain();
        JsonObject content = bundle(bundle);
        content.addProperty("execution_count", count);
        publish("execute_result", content);
    }

    /** The text of the value, once it was shown. */
    @Nullable String resultText() {
        return result;
    }

    @Override
    public void error(CellError error) {
        publish("error", error(error, new JsonObject()));
    }

    /** {@code ename}, {@code evalue} and {@code traceback} of an error. */
    static JsonObject error(CellError error, JsonObject into) {
        into.addProperty("ename", error.name());
        into.addProperty("evalue", error.message());
        into.add("traceback", Json.of(error.lines()));
        return into;
    }

    @Override
    public void clear(boolean wait) {
        publish("clear_output", Json.object("wait", wait));
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
        if (!mayAsk) {
            throw new IOException(
                    "this front end has no way to ask for input (%s). Set a variable in a cell instead."
                            .formatted(prompt.isBlank() ? "no prompt" : prompt.strip()));
        }
        return stdin.ask(request, prompt, password);
    }

    @Override
    public void page(MimeBundle bundle) {
        synchronized (pages) {
            pages.add(Json.object("source", "page", "data", bundle.data(), "start", 0));
        }
    }

    /** The pages so far, as a reply's {@code payload}. */
    JsonArray payload() {
        synchronized (pages) {
            return pages.deepCopy();
        }
    }

    @Override
    public void comm(CommEvent event) {
        comms.sent(event);
        publisher.publish(
                switch (event.kind()) {
                    case OPEN -> "comm_open";
                    case MESSAGE -> "comm_msg";
                    case CLOSE -> "comm_close";
                },
                request.header(),
                event.target() == null
                        ? Json.object("comm_id", event.commId(), "data", event.data())
                        : Json.object(
                                "comm_id",
                                event.commId(),
                                "target_name",
                                event.target(),
                                "data",
                                event.data()),
                (JsonObject) Json.of(event.metadata()),
                event.buffers());
    }

    /** The cell has ended: what was held back of its streams is accounted for. */
    void end() {
        limit.end();
        result = null;
        synchronized (pages) {
            pages.asList().clear();
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            publish(
                    "stream",
                    streamed(
                            true,
                            "Note: %d messages of output were dropped: the memory of the kernel is full, as when a front end does not read what it sends.\n"
                                    .formatted(lost)));
        }
    }
}
