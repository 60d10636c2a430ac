package dev.mantissa.kernel.worker;

import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.CellError;
import java.util.List;

/** Keeps what a cell shows to a size that the small heap of the kernel process can hold. */
final class Sizes {
    private static final int LONGEST_SHOWN_CHARS = 12 << 20;
    private static final int LONGEST_LINE_CHARS = 100_000;

    private Sizes() {}

    /** The bundle, or what says that it is too long. */
    static MimeBundle bounded(MimeBundle bundle) {
        long chars =
                bundle.data().values().stream()
                        .mapToLong(v -> v instanceof String text ? text.length() : 0)
                        .sum();
        return chars <= LONGEST_SHOWN_CHARS
                ? bundle
                : MimeBundle.text(
                        "Not shown: it has %d million characters, and at most %d can be shown. Write it to a file, or show a part."
                                .formatted(chars / 1_000_000, LONGEST_SHOWN_CHARS / 1_000_000));
    }

    /** The error with no line longer than a person reads. */
    static CellError bounded(CellError error) {
        List<String> lines = error.lines().stream().map(Sizes::line).toList();
        return new CellError(error.name(), line(error.message()), lines);
    }

    private static String line(String text) {
        return text.length() <= LONGEST_LINE_CHARS
                ? text
                : text.substring(0, cut(text, LONGEST_LINE_CHARS)) + " ...";
    }

    /** Where to cut text so that no character of two halves is split. */
    static int cut(String text, int at) {
        return at < text.length() && Character.isHighSurrogate(text.charAt(at - 1)) ? at - 1 : at;
    }
}
