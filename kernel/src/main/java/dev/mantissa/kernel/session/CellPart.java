package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicLine;

/**
 * A run of Java lines, one magic, or one question. {@code line} is the first one's number, from 0.
 */
sealed interface CellPart {
    int line();

    /** Lines of Java between magics. */
    record JavaPart(String code, int line) implements CellPart {}

    /**
     * A magic.
     *
     * @param source as typed, body included
     */
    record MagicPart(MagicLine magic, Magic.Kind kind, String source, int line)
            implements CellPart {}

    /** A name with a question mark: asks what it is. */
    record HelpPart(String name, int line) implements CellPart {}
}
