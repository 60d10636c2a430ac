package dev.mantissa.kernel.display;

import java.util.regex.Pattern;

/**
 * Makes text safe to show. Control characters, terminal escapes and the marks that turn the
 * direction of reading are written out, as {@code \u001b}, so that text cannot pretend to be
 * another text; languages written from right to left stay as they are.
 */
public final class VisibleText {
    /** Longer text is cut. */
    static final int LIMIT = 100_000;

    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<(style|script|template)\\b.*?(</\\1\\s*>|$)|<!--.*?(-->|$)");
    private static final Pattern ROW_END =
            Pattern.compile("(?i)<(br|/p|/tr|/div|/li|/h[1-6]|/text|/title|/table)\\b[^>]*>");
    private static final Pattern CELL_END = Pattern.compile("(?i)</t[hd]\\s*>");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!?][^>]*>");

    private VisibleText() {}

    /** The text with everything that is not meant to be read written out, cut if it is huge. */
    public static String of(String text) {
        if (text.length() <= LIMIT) {
            return escapeControls(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LIMIT - 1)) ? LIMIT - 1 : LIMIT;
        return "%s … (%,d of %,d characters)"
                .formatted(escapeControls(text.substring(0, end)), end, text.length());
    }

    /** The words in a piece of HTML or SVG, one row or paragraph per line. */
    public static String ofMarkup(String markup) {
        String cut = markup.length() > LIMIT ? markup.substring(0, LIMIT) : markup;
        String words = HIDDEN.matcher(cut).replaceAll("").replaceAll("\\s+", " ");
        words = ROW_END.matcher(words).replaceAll("\n");
        words = CELL_END.matcher(words).replaceAll("  ");
        words = TAG.matcher(words).replaceAll("");
        words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        words = words.replace("&#39;", "'").replace("&nbsp;", " ").replace("&amp;", "&");
        return of(words.replaceAll(" *\n\\s*", "\n").strip());
    }

    /** The text as HTML character data or an attribute value. */
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String escapeControls(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHidden(text, i)) {
                if (out == null) {
                    out = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                out.append("\\u%04x".formatted((int) c));
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static boolean isHidden(String text, int i) {
        char c = text.charAt(i);
        if (c >= 0xD800 && c <= 0xDFFF) {
            return isLone(text, i, c);
        }
        return c < ' ' && c != '\n' && c != '\t' && c != '\r'
                || c >= 0x7F && c < 0xA0
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069
                || c == 0xFEFF;
    }

    private static boolean isLone(String text, int i, char c) {
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
}
