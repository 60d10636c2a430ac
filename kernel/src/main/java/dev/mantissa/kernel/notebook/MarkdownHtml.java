package dev.mantissa.kernel.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/** Markdown as harmless HTML, with tables, formulas and attached pictures. */
final class MarkdownHtml {
    /** Code first, so that a dollar in it is no formula. */
    private static final Pattern FORMULA =
            Pattern.compile(
                    "(?<code>(?s:```.*?(?:```|\\z))|``[^`]+``|`[^`\\n]+`|\\\\\\$)"
                            + "|\\$\\$(?<block>[^$]+)\\$\\$|\\$(?<inline>[^\\s$`](?:[^$`\\n]*[^\\s$`\\\\])?)\\$(?!\\d)");

    /** Stands for a formula while Markdown is read; no Markdown sign, and not in texts. */
    private static final String PLACE = "\uE0F0";

    private static final Pattern PLACES = Pattern.compile(PLACE + "(\\d+)" + PLACE);

    private final Parser parser;
    private final HtmlRenderer renderer;

    MarkdownHtml() {
        List<Extension> extensions = List.of(TablesExtension.create());
        parser = Parser.builder().extensions(extensions).build();
        renderer = HtmlRenderer.builder().extensions(extensions).build();
    }

    /**
     * @param attachments pictures of the cell, as nbformat has them
     */
    String html(String markdown, @Nullable JsonObject attachments) {
        List<String> formulas = new ArrayList<>();
        String text =
                FORMULA.matcher(markdown.replace(PLACE, ""))
                        .replaceAll(m -> Matcher.quoteReplacement(keep(m.group(), m, formulas)));
        String html = renderer.render(parser.parse(withPictures(text, attachments)));
        String safe = HtmlFilter.filter(html).html();
        return PLACES.matcher(safe)
                .replaceAll(
                        m -> Matcher.quoteReplacement(formulas.get(Integer.parseInt(m.group(1)))));
    }

    private static String keep(String all, java.util.regex.MatchResult m, List<String> formulas) {
        if (m.group(1) != null) {
            return all;
        }
        boolean block = m.group(2) != null;
        String tex = block ? m.group(2) : m.group(3);
        String css = block ? "math block" : "math";
        formulas.add("<span class=\"%s\">%s</span>".formatted(css, MathText.html(tex)));
        return PLACE + (formulas.size() - 1) + PLACE;
    }

    private static String withPictures(String text, @Nullable JsonObject attachments) {
        String result = text;
        if (attachments != null) {
            for (Map.Entry<String, JsonElement> file : attachments.entrySet()) {
                String uri = dataUri(file.getValue());
                result =
                        uri.isEmpty() ? result : result.replace("attachment:" + file.getKey(), uri);
            }
        }
        return result;
    }

    private static String dataUri(JsonElement bundle) {
        if (bundle.isJsonObject()) {
            for (Map.Entry<String, JsonElement> e : bundle.getAsJsonObject().entrySet()) {
                if (e.getKey().startsWith("image/") && e.getValue().isJsonPrimitive()) {
                    return "data:"
                            + e.getKey()
                            + ";base64,"
                            + e.getValue().getAsString().replaceAll("\\s", "");
                }
            }
        }
        return "";
    }
}
