package dev.mantissa.kernel.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges style sheets and declarations that come from outside. */
final class Css {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?(\\*/|$)");
    private static final Pattern HEAD = Pattern.compile("([^{};]*)\\{");
    private static final Pattern LOCAL =
            Pattern.compile("(?i)url\\(\\s*['\"]?#[\\w-]+['\"]?\\s*\\)");

    private Css() {}

    /** Whether it loads nothing, runs nothing and does not leave its place. */
    static boolean isHarmless(String css) {
        String plain =
                LOCAL.matcher(COMMENT.matcher(css).replaceAll(""))
                        .replaceAll("")
                        .toLowerCase(java.util.Locale.ROOT);
        return !plain.contains("url(")
                && !plain.contains("@import")
                && !plain.contains("@font-face")
                && !plain.contains("expression")
                && !plain.contains("javascript:")
                && !plain.contains("image(")
                && !plain.contains("image-set")
                && !plain.contains("src(")
                && !plain.contains("fixed")
                && !plain.contains("sticky")
                && plain.indexOf('\\') < 0
                && plain.indexOf('<') < 0;
    }

    /**
     * Whether every rule of a style sheet names a class or an id, so that it changes only its own.
     */
    static boolean isContained(String css) {
        Matcher head = HEAD.matcher(COMMENT.matcher(css).replaceAll(""));
        while (head.find()) {
            String selectors = head.group(1).strip();
            if (selectors.startsWith("@")) {
                if (!selectors.startsWith("@media") && !selectors.startsWith("@supports")) {
                    return false;
                }
                continue;
            }
            for (String selector : selectors.split(",")) {
                if (!selector.strip().matches("[\\w-]*[.#][a-zA-Z][\\w-]*[^,]*")) {
                    return false;
                }
            }
        }
        return true;
    }
}
