package io.github.spencerpark.jupyter.kernel.display;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One result in several MIME types. */
public class DisplayData implements Displayable {
    private final Map<String, Object> data = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private @Nullable String displayId;

    public DisplayData() {}

    /** With a plain text. */
    public DisplayData(String text) {
        putText(text);
    }

    /** A copy. */
    public DisplayData(DisplayData other) {
        assign(other);
    }

    DisplayData(MimeBundle bundle) {
        data.putAll(bundle.data());
        metadata.putAll(bundle.metadata());
    }

    public void putData(String type, Object value) {
        data.put(type, value);
    }

    public void putData(MIMEType type, Object value) {
        putData(type.toString(), value);
    }

    public void putMetaData(String key, Object value) {
        metadata.put(key, value);
    }

    public void putText(String text) {
        putData(MIMEType.TEXT_PLAIN, text);
    }

    public void putHTML(String html) {
        putData(MIMEType.TEXT_HTML, html);
    }

    public void putMarkdown(String markdown) {
        putData(MIMEType.TEXT_MARKDOWN, markdown);
    }

    public void putLatex(String latex) {
        putData(MIMEType.TEXT_LATEX, latex);
    }

    public void putMath(String math) {
        putLatex("$$" + math + "$$");
    }

    public void putSVG(String svg) {
        putData(MIMEType.IMAGE_SVG, svg);
    }

    public void putJavaScript(String script) {
        putData(MIMEType.APPLICATION_JAVASCRIPT, script);
    }

    public void putJSON(String json) {
        putData(MIMEType.APPLICATION_JSON, json);
    }

    public @Nullable Object getData(MIMEType type) {
        return data.get(type.toString());
    }

    public boolean hasDataForType(MIMEType type) {
        return data.containsKey(type.toString());
    }

    /** Takes over everything that another one has. */
    public final void assign(DisplayData other) {
        data.putAll(other.data);
        metadata.putAll(other.metadata);
    }

    public void setDisplayId(String id) {
        displayId = id;
    }

    public @Nullable String getDisplayId() {
        return displayId;
    }

    @Override
    public MimeBundle toBundle() {
        Map<String, Object> all = new LinkedHashMap<>(data);
        all.putIfAbsent(MimeBundle.TEXT, String.join(", ", data.keySet()));
        return new MimeBundle(all, metadata);
    }

    @Override
    public String toString() {
        return toBundle().plain();
    }
}
