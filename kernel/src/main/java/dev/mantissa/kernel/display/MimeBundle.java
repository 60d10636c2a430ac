package dev.mantissa.kernel.display;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One result in several representations, keyed by MIME type; {@code text/plain} is always there.
 * Binary data is base64; JSON types hold a tree of maps, lists, strings, numbers and booleans; all
 * else is text.
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";

    public MimeBundle {
        Objects.requireNonNull(data.get(TEXT), "a bundle always carries text/plain");
    }

    public static MimeBundle text(String text) {
        return new MimeBundle(Map.of(TEXT, text), Map.of());
    }

    /** A copy with one more representation. */
    public MimeBundle with(String type, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(type, value);
        return new MimeBundle(more, metadata);
    }

    public String plain() {
        return String.valueOf(data.get(TEXT));
    }
}
