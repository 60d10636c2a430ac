package dev.mantissa.kernel.session;

import dev.mantissa.kernel.display.VisibleText;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Documentation comments as HTML: their paragraphs, lists and code, and a list of what they say of
 * parameters and results. Elements stay without their attributes, so that nothing runs or loads.
 */
final class JavadocHtml {
    private static final Pattern INLINE =
            Pattern.compile("\\{@(\\w+)\\s*([^{}]*(?:\\{[^{}]*\\}[^{}]*)*)\\}");
    private static final Pattern ELEMENT =
            Pattern.compile(
                    "(?i)<(/?)(p|ul|ol|li|dl|dt|dd|pre|code|kbd|var|i|b|em|strong|blockquote|br|sup|sub|h[1-6]"
                            + "|table|caption|thead|tbody|tr|th|td)(?:\\s[^<>]*)?/?>");

    /** The reference in a link, and the words that stand for it, if there are any. */
    private static final Pattern LINK =
            Pattern.compile("(?s)([^\\s(]+(?:\\([^)]*\\))?)(?:\\s+(.*))?");

    private static final Pattern BLOCK_TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s+");

    private JavadocHtml() {}

    static String of(String comment) {
        Matcher tag = BLOCK_TAG.matcher(comment);
        StringBuilder html = new StringBuilder();
        StringBuilder list = new StringBuilder();
        int from = 0;
        String open = "";
        while (true) {
            boolean more = tag.find(from);
            String text = comment.substring(from, more ? tag.start() : comment.length());
            if (open.isEmpty()) {
                html.append(text(text));
            } else {
                list.append("<dt>@").append(open).append("</dt><dd>").append(block(open, text));
                list.append("</dd>");
            }
            if (!more) {
                break;
            }
            open = tag.group(1);
            from = tag.end();
        }
        return list.isEmpty() ? html.toString() : html + "<dl>" + list + "</dl>";
    }

    /** A name stands before what is said of it. */
    private static String block(String tag, String text) {
        String[] parts = text.strip().split("\\s+", 2);
        boolean named = tag.equals("param") || tag.equals("throws") || tag.equals("exception");
        return named && parts.length == 2 ? code(parts[0]) + " " + text(parts[1]) : text(text);
    }

    private static String text(String comment) {
        StringBuilder html = new StringBuilder();
        Matcher inline = INLINE.matcher(comment);
        int from = 0;
        while (inline.find()) {
            html.append(elements(comment.substring(from, inline.start())));
            html.append(inline(inline.toMatchResult()));
            from = inline.end();
        }
        return html.append(elements(comment.substring(from))).toString();
    }

    private static String inline(MatchResult tag) {
        String content = tag.group(2).strip();
        return switch (tag.group(1)) {
            case "code", "value", "systemProperty" -> code(content);
            case "snippet" ->
                    "<pre>" + VisibleText.html(content.replaceFirst("^[^:\\n]*:", "")) + "</pre>";
            case "link" -> code(linked(content));
            case "linkplain" -> VisibleText.html(linked(content));
            case "literal" -> VisibleText.html(content);
            case "return" -> "Returns " + elements(content);
            case "inheritDoc" -> "";
            default -> elements(content);
        };
    }

    private static String linked(String content) {
        Matcher link = LINK.matcher(content);
        if (!link.matches()) {
            return content;
        }
        return link.group(2) == null
                ? link.group(1).replaceFirst("^#", "").replace('#', '.')
                : link.group(2);
    }

    private static String code(String text) {
        return "<code>" + VisibleText.html(text) + "</code>";
    }

    /** The text with known elements as they are; any other mark is shown as it was written. */
    private static String elements(String comment) {
        StringBuilder html = new StringBuilder();
        Matcher element = ELEMENT.matcher(comment);
        int from = 0;
        while (element.find()) {
            html.append(escaped(comment.substring(from, element.start())));
            html.append('<').append(element.group(1)).append(element.group(2)).append('>');
            from = element.end();
        }
        return html.append(escaped(comment.substring(from))).toString();
    }

    private static String escaped(String text) {
        // Links and spans only lead elsewhere.
        String bare = text.replaceAll("</?(?:a|span|div)(?:\\s[^<>]*)?>", "");
        return VisibleText.html(bare).replaceAll("&amp;(#?\\w{1,10};)", "&$1");
    }
}
