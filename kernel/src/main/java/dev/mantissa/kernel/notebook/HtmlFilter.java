package dev.mantissa.kernel.notebook;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through the static parts of HTML and SVG: known elements with known attributes, nothing that
 * runs, loads or leaves its place. Whatever comes out is made of allowed tags and escaped text, so
 * it stays harmless however a browser reads it.
 */
final class HtmlFilter {
    private static final Set<String> TAGS =
            words(
                    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em"
                            + " figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark meter ol p pre progress q rp rt"
                            + " ruby s samp section small span strong style sub summary sup table tbody td tfoot th thead time"
                            + " tr u ul var wbr svg g path rect circle ellipse line polyline polygon text tspan title desc"
                            + " defs lineargradient radialgradient stop clippath marker pattern use symbol mask");
    private static final Set<String> ATTRIBUTES =
            words(
                    "class id style border cellpadding cellspacing bgcolor title lang dir role colspan rowspan scope align valign width height alt src href"
                            + " start value max min open datetime xmlns xmlns:xlink xlink:href version viewbox"
                            + " preserveaspectratio x y x1 x2 y1 y2 dx dy cx cy r rx ry fx fy d points transform offset fill"
                            + " opacity stroke color font text-anchor dominant-baseline alignment-baseline baseline-shift"
                            + " textlength lengthadjust rotate gradientunits gradienttransform spreadmethod clip-path"
                            + " clippathunits clip-rule mask maskunits markerwidth markerheight markerunits orient refx refy"
                            + " marker-start marker-mid marker-end pattern patternunits patterntransform vector-effect"
                            + " shape-rendering text-rendering color-interpolation image-rendering paint-order"
                            + " letter-spacing word-spacing visibility display overflow xml:space focusable tabindex");
    private static final Pattern FAMILIES =
            Pattern.compile("(fill|stroke|font|stop|color|aria|data)-[a-z-]+");
    private static final Set<String> WITH_CONTENT_DROPPED =
            words("script iframe object embed noscript template textarea select xmp noembed");
    private static final Pattern MARK =
            Pattern.compile(
                    "(?s)<!--.*?(?:-->|\\z)|<!\\[CDATA\\[.*?(?:]]>|\\z)|<[!?][^>]*+(?:>|\\z)"
                            + "|<(?<close>/)?(?<tag>[a-zA-Z][^\\s/>]*+)(?<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile(
                    "(?s)(?<name>[^\\s=/\"'<>]++)(?:\\s*+=\\s*+(?:\"(?<dq>[^\"]*+)\"|'(?<sq>[^']*+)'|(?<bare>[^\\s\"'>]++)))?+");

    private static final Pattern REFERENCE =
            Pattern.compile("&#([xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?");

    private final StringBuilder out = new StringBuilder();
    private final Set<String> ids = new HashSet<>();
    private boolean changed;

    private HtmlFilter() {}

    /**
     * What came through.
     *
     * @param html harmless HTML
     * @param changed whether anything but comments was left out
     * @param ids of the elements in it
     */
    record Filtered(String html, boolean changed, Set<String> ids) {}

    static Filtered filter(String html) {
        HtmlFilter filter = new HtmlFilter();
        filter.run(html);
        return new Filtered(filter.out.toString(), filter.changed, filter.ids);
    }

    private static Set<String> words(String list) {
        return Set.of(list.split(" "));
    }

    private void run(String html) {
        Matcher m = MARK.matcher(html);
        int from = 0;
        while (m.find(from)) {
            text(html.substring(from, m.start()));
            from = m.end();
            if (m.group("tag") == null) {
                changed |= m.group().startsWith("<![CDATA[") || m.group().contains("[");
                continue;
            }
            String tag = m.group("tag").toLowerCase(Locale.ROOT);
            boolean opens = m.group("close") == null;
            if (opens && tag.equals("style") && !m.group("rest").endsWith("/")) {
                from = style(html, from);
            } else if (opens && WITH_CONTENT_DROPPED.contains(tag)) {
                changed = true;
                from = m.group("rest").endsWith("/") ? from : endOf(html, tag, from);
            } else if (!TAGS.contains(tag) || tag.equals("style")) {
                changed |= !tag.equals("style");
            } else if (opens) {
                open(m.group("tag"), m.group("rest"));
            } else {
                out.append("</").append(m.group("tag")).append('>');
            }
        }
        text(html.substring(from));
    }

    private void text(String text) {
        out.append(text.replace("<", "&lt;").replace(">", "&gt;"));
    }

    private int style(String html, int from) {
        int end = html.toLowerCase(Locale.ROOT).indexOf("</style", from);
        String css = html.substring(from, end < 0 ? html.length() : end);
        if (Css.isHarmless(css) && Css.isContained(css)) {
            out.append("<style>").append(css).append("</style>");
        } else {
            changed = true;
        }
        return endOf(html, "style", from);
    }

    private static int endOf(String html, String tag, int from) {
        Matcher end = Pattern.compile("(?i)</" + tag + "\\b[^>]*+(>|\\z)").matcher(html);
        return end.find(from) ? end.end() : html.length();
    }

    private void open(String tag, String rest) {
        out.append('<').append(tag);
        Matcher m = ATTRIBUTE.matcher(rest);
        while (m.find()) {
            String value = m.group("dq") != null ? m.group("dq") : m.group("sq");
            value = value == null ? m.group("bare") : value;
            attribute(tag.toLowerCase(Locale.ROOT), m.group("name"), value == null ? "" : value);
        }
        out.append(rest.endsWith("/") ? "/>" : ">");
    }

    private void attribute(String tag, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean known = ATTRIBUTES.contains(lower) || FAMILIES.matcher(lower).matches();
        if (!known || !isHarmless(tag, lower, unescape(value))) {
            changed = true;
            return;
        }
        if (lower.equals("id")) {
            ids.add(value);
        }
        out.append(' ').append(name).append("=\"").append(escape(value)).append('"');
    }

    private static boolean isHarmless(String tag, String name, String value) {
        return switch (name) {
            case "href", "xlink:href" -> isLink(tag, value);
            case "src" ->
                    tag.equals("img")
                            && value.matches("data:image/(png|jpeg|gif|webp|svg\\+xml)[;,].*+");
            case "xmlns", "xmlns:xlink" -> value.startsWith("http://www.w3.org/");
            default ->
                    Css.isHarmless(value)
                            || name.equals("title")
                            || name.equals("alt")
                            || name.startsWith("aria-");
        };
    }

    private static boolean isLink(String tag, String value) {
        return value.startsWith("#")
                || tag.equals("a") && value.strip().matches("(?i)(https?://|mailto:)[^\\s]*+");
    }

    /** Character references could hide a scheme or a function. */
    private static String unescape(String value) {
        return REFERENCE
                .matcher(value)
                .replaceAll(m ->
                        Matcher.quoteReplacement(
                                m.group().startsWith("&#x") || m.group().startsWith("&#X")
                                        ? character(m.group(1).substring(1), 16)
                                        : character(m.group(1), 10)));
    }

    private static String character(String digits, int radix) {
        int code = Integer.parseInt(digits, radix);
        return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    }

    private static String escape(String value) {
        return value.replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
