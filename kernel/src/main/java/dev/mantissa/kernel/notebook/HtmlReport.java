package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.display.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notebook as one HTML file for reading, printing and sending: no script, nothing from a network,
 * light or dark as the reader's system is. The same notebook always gives the same text.
 */
public final class HtmlReport {
    private static final Pattern HEADING = Pattern.compile("(?m)^#\\s+(.+?)\\s*#*$");

    private final MarkdownHtml markdown = new MarkdownHtml();
    private final OutputHtml outputs = new OutputHtml(markdown);
    private final StringBuilder page = new StringBuilder();

    private HtmlReport() {}

    /**
     * The report.
     *
     * @param name shown as the title if the notebook has no heading
     * @param facts for the footer, in order: version, precision, machine …
     */
    public static String of(Notebook notebook, String name, Map<String, String> facts) {
        return new HtmlReport().build(notebook, name, facts);
    }

    private String build(Notebook notebook, String name, Map<String, String> facts) {
        String heading = heading(notebook);
        head(heading.isEmpty() ? name : heading, language(notebook));
        if (heading.isEmpty()) {
            page.append("<h1>").append(safe(name)).append("</h1>\n");
        }
        notebook.cells().forEach(this::cell);
        if (notebook.cells().stream().anyMatch(HtmlReport::failed)) {
            stopped(notebook);
        }
        page.append("</main>\n");
        footer(facts);
        return page.append("</body>\n</html>\n").toString();
    }

    private void head(String title, String language) {
        page.append("<!DOCTYPE html>\n<html lang=\"").append(language).append("\">\n<head>\n");
        page.append("<meta charset=\"utf-8\">\n");
        page.append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.append("<meta name=\"generator\" content=\"Mantissa\">\n");
        page.append("<title>").append(safe(title)).append("</title>\n");
        page.append("<style>\n").append(styleSheet()).append("</style>\n</head>\n<body>\n<main>\n");
    }

    private static String language(Notebook notebook) {
        var language = notebook.metadata().get("lang");
        boolean valid =
                language != null
                        && language.isJsonPrimitive()
                        && language.getAsString().matches("[a-zA-Z-]{2,12}");
        return valid ? language.getAsString() : "en";
    }

    private static String heading(Notebook notebook) {
        for (NotebookCell cell : notebook.cells()) {
            Matcher m = HEADING.matcher(cell.source());
            if (cell.type() == NotebookCell.Type.MARKDOWN && m.find()) {
                return m.group(1).replaceAll("[*`_]", "").strip();
            }
        }
        return "";
    }

    private void cell(NotebookCell cell) {
        switch (cell.type()) {
            case MARKDOWN ->
                    page.append("<section class=\"text\">\n")
                            .append(markdown.html(cell.source(), cell.attachments()))
                            .append("</section>\n");
            case CODE -> code(cell);
            case RAW ->
                    page.append("<section class=\"text\"><pre>")
                            .append(safe(cell.source()))
                            .append("</pre></section>\n");
        }
    }

    private void code(NotebookCell cell) {
        if (cell.source().isBlank() && cell.outputs().isEmpty()) {
            return;
        }
        page.append("<section class=\"cell\">\n");
        if (!cell.tags().contains("remove-input")) {
            boolean hidden = cell.tags().contains("hide-input");
            page.append(hidden ? "<details><summary>Code</summary>" : "");
            Integer count = cell.executionCount();
            page.append("<div class=\"in\">");
            if (count != null) {
                page.append("<span class=\"n\">[").append(count).append("]</span>");
            }
            String source = VisibleText.of(cell.source().stripTrailing());
            page.append("<pre><code>")
                    .append(JavaHighlighter.html(source))
                    .append("</code></pre></div>\n");
            page.append(hidden ? "</details>\n" : "");
        }
        cell.outputs().forEach(o -> page.append(outputs.html(o)));
        page.append("</section>\n");
    }

    private static boolean failed(NotebookCell cell) {
        return cell.outputs().stream()
                .anyMatch(o -> "error".equals(o.get("output_type").getAsString()));
    }

    private void stopped(Notebook notebook) {
        long rest =
                notebook.cells().reversed().stream()
                        .takeWhile(c -> !failed(c))
                        .filter(c ->
                                c.isCode() && c.executionCount() == null && !c.source().isBlank())
                        .count();
        if (rest > 0) {
            page.append(
                    "<p class=\"stopped\">The run stopped at the error; %d code cell%s after it did not run.</p>\n"
                            .formatted(rest, rest == 1 ? "" : "s"));
        }
    }

    private void footer(Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        page.append("<footer><dl>\n");
        facts.forEach((key, value) ->
                page.append(
                        "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(safe(key), safe(value))));
        page.append("</dl></footer>\n");
    }

    private static String safe(String text) {
        return VisibleText.html(VisibleText.of(text));
    }

    private static String styleSheet() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(
                    Objects.requireNonNull(in, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
