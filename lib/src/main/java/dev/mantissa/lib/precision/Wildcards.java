package dev.mantissa.lib.precision;

/** Matching with {@code *} for any text, dots included, and {@code ?} for one character. */
final class Wildcards {
    private Wildcards() {}

    static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Number of characters that stand for themselves. */
    static int fixedCharacters(String pattern) {
        return (int) pattern.chars().filter(c -> c != '*' && c != '?').count();
    }

    /** True if {@code pattern} covers the whole of {@code text}. Time: at most their product. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int retry = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                retry = t;
            } else if (p < pattern.length() && fits(pattern.charAt(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean fits(char wanted, char actual) {
        return wanted == '?' || wanted == actual;
    }
}
