package dev.mantissa.magics.table;

/** How wide text is, known without a font. */
public final class TextWidth {
    private static final double NARROW = 0.4;
    private static final double USUAL = 0.63;
    private static final double CAPITAL = 0.74;
    private static final double BROAD = 0.97;

    private static final double BOLD = 1.1;

    private TextWidth() {}

    /** Columns in a terminal: two for East Asian wide characters, none for combining marks. */
    public static int cells(String text) {
        return text.codePoints().map(TextWidth::cells).sum();
    }

    /** Pixels in a usual sans-serif font of that size; rather too much than too little. */
    public static double pixels(String text, double fontSize) {
        return text.codePoints().mapToDouble(TextWidth::ems).sum() * fontSize;
    }

    /** As {@link #pixels}, for bold text. */
    public static double boldPixels(String text, double fontSize) {
        return pixels(text, fontSize) * BOLD;
    }

    private static int cells(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return wide(c) ? 2 : 1;
    }

    private static double ems(int c) {
        if (wide(c)) {
            return 1;
        }
        if ("iljtfrI.,:;'|!()[] ·⁻¹".indexOf(c) >= 0) {
            return NARROW;
        }
        if ("mwMW@%—".indexOf(c) >= 0) {
            return BROAD;
        }
        return Character.isUpperCase(c) ? CAPITAL : USUAL;
    }

    private static boolean wide(int c) {
        return c >= 0x1100
                && (c <= 0x115F
                        || c >= 0x2E80 && c <= 0xA4CF
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF
                        || c >= 0xFF00 && c <= 0xFF60
                        || c >= 0x1F300 && c <= 0x1FAFF
                        || c >= 0x20000 && c <= 0x3FFFD);
    }
}
