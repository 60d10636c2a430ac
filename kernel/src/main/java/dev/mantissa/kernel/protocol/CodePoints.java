package dev.mantissa.kernel.protocol;

/** Positions in code: the protocol counts code points, Java counts UTF-16 units. */
final class CodePoints {
    private CodePoints() {}

    /** The UTF-16 position of a code point; one that lies outside is brought inside. */
    static int toUtf16(String text, int codePoint) {
        int count = text.codePointCount(0, text.length());
        return text.offsetByCodePoints(0, Math.clamp(codePoint, 0, count));
    }

    static int ofUtf16(String text, int position) {
        return text.codePointCount(0, Math.clamp(position, 0, text.length()));
    }
}
