package dev.mantissa.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.mantissa.kernel.display.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The outputs of cells as HTML. One is made for each report, which knows the ids used in it. */
final class OutputHtml {
    private static final String LEFT_OUT =
            "<p class=\"note\">Parts of this output that are not static are left out here.</p>";
    private static final int LINES_SHOWN = 60;
    private static final int LINES_FIRST = 40;
    private static final Pattern ANSI =
            Pattern.compile(
                    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\-_])");

    /** The line under a line of source. */
    private static final Pattern CARETS = Pattern.compile("[\\s|]*\\^[\\^~-]*\\s*");

    /** A line of a trace that shows the source or points at it. */
    private static final Pattern MARKED = Pattern.compile("\\s*(>|→|--+>)\\s.*|" + CARETS);

    private final Set<String> ids = new HashSet<>();
    private final MarkdownHtml markdown;

    OutputHtml(MarkdownHtml markdown) {
        this.markdown = markdown;
    }

    String html(JsonObject output) {
        return switch (string(output, "output_type")) {
            case "stream" -> stream(string(output, "name"), string(output, "text"));
            case "error" -> error(output);
            default -> bundle(output.getAsJsonObject("data"), output.getAsJsonObject("metadata"));
        };
    }

    private static String stream(String name, String text) {
        String css = name.equals("stderr") ? "out err" : "out";
        return "<div class=\"%s\">%s</div>\n".formatted(css, pre(text));
    }

    private String bundle(JsonObject data, JsonObject metadata) {
        if (data.has("image/svg+xml")) {
            return "<div class=\"out picture\">%s</div>\n".formatted(svg(data));
        }
        for (String type : List.of("image/png", "image/jpeg", "image/gif", "image/webp")) {
            if (data.has(type)) {
                String base64 = string(data, type).replaceAll("[^A-Za-z0-9+/=]", "");
                String image =
                        image(type, base64, data).replace("<img ", "<img " + width(metadata, type));
                return "<div class=\"out picture\">%s</div>\n".formatted(image);
            }
        }
        if (data.has("text/html")) {
            return "<div class=\"out\">%s</div>\n".formatted(htmlOutput(data));
        }
        if (data.has("text/markdown")) {
            return "<div class=\"out text\">%s</div>\n"
                    .formatted(markdown.html(string(data, "text/markdown"), null));
        }
        return "<div class=\"out\">%s</div>\n".formatted(pre(string(data, "text/plain")));
    }

    private String htmlOutput(JsonObject data) {
        HtmlFilter.Filtered filtered = HtmlFilter.filter(string(data, "text/html"));
        boolean empty =
                filtered.html().replaceAll("<[^>]*>", "").isBlank()
                        && !filtered.html().contains("<img");
        if (filtered.changed() && empty) {
            return pre(string(data, "text/plain"));
        }
        ids.addAll(filtered.ids());
        return filtered.changed() ? filtered.html() + LEFT_OUT : filtered.html();
    }

    /** Inline where that is harmless, since its text can be selected then; else as a picture. */
    private String svg(JsonObject data) {
        String svg = string(data, "image/svg+xml");
        HtmlFilter.Filtered filtered = HtmlFilter.filter(svg);
        boolean own = Collections.disjoint(ids, filtered.ids());
        if (!filtered.changed() && own && filtered.html().strip().startsWith("<svg")) {
            ids.addAll(filtered.ids());
            return filtered.html().strip();
        }
        String base64 = Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        return image("image/svg+xml", base64, data);
    }

    /** The width that the maker of a picture wants it to have on the page. */
    private static String width(JsonObject metadata, String type) {
        JsonElement entry = metadata.get(type);
        JsonElement width = entry instanceof JsonObject object ? object.get("width") : null;
        String digits = width == null ? "" : width.toString();
        return digits.matches("\\d{1,4}") ? "width=\"" + digits + "\" " : "";
    }

    private static String image(String type, String base64, JsonObject data) {
        String words = VisibleText.html(VisibleText.of(string(data, "text/plain")));
        String alt =
                words.length() > 2000 ? words.substring(0, 2000).replaceAll("&[^;]*$", "") : words;
        return "<img src=\"data:%s;base64,%s\" alt=\"%s\">".formatted(type, base64, alt);
    }

    private static String error(JsonObject output) {
        String name = plain(string(output, "ename"));
        List<String> lines =
                StreamSupport.stream(output.getAsJsonArray("traceback").spliterator(), false)
                        .flatMap(l -> plain(l.getAsString()).lines())
                        .toList();
        boolean titled = !lines.isEmpty() && lines.getFirst().startsWith(name);
        String title =
                titled ? lines.getFirst() : plain(name + ": " + string(output, "evalue")).strip();
        List<String> rest = lines.stream().filter(l -> !l.strip().equals(title.strip())).toList();
        return "<div class=\"error\" role=\"alert\"><strong>%s</strong><pre>%s</pre></div>\n"
                .formatted(VisibleText.html(title), marked(rest));
    }

    /** Escaped lines, those that show or point at the source marked. */
    private static String marked(List<String> lines) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            boolean pointedAt = i + 1 < lines.size() && CARETS.matcher(lines.get(i + 1)).matches();
            boolean mark = pointedAt || MARKED.matcher(lines.get(i)).matches();
            String line = VisibleText.html(lines.get(i));
            body.append(i == 0 ? "" : "\n").append(mark ? "<mark>" + line + "</mark>" : line);
        }
        return body.toString();
    }

    private static String pre(String text) {
        List<String> lines = plain(text).stripTrailing().lines().toList();
        if (lines.size() <= LINES_SHOWN) {
            return block(lines);
        }
        int rest = lines.size() - LINES_FIRST;
        return "%s<details><summary>%,d more lines</summary>%s</details>"
                .formatted(
                        block(lines.subList(0, LINES_FIRST)),
                        rest,
                        block(lines.subList(LINES_FIRST, lines.size())));
    }

    private static String block(List<String> lines) {
        return "<pre>" + VisibleText.html(String.join("\n", lines)) + "</pre>";
    }

    /** Without terminal colours, and with nothing hidden. */
    private static String plain(String text) {
        return VisibleText.of(ANSI.matcher(text).replaceAll(""));
    }

    private static String string(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null
                ? ""
                : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
