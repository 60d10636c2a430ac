package dev.mantissa.lib.bench;

import java.util.Locale;

/** What can be said about the samples of a case. */
public enum Verdict {
    /** The interval is narrow and the times keep their level. */
    STEADY,
    /** The times change level or rise or fall throughout. */
    DRIFTING,
    /** The budget ran out with a wide interval. */
    NOISY,
    /** The work is too short to be told from the measuring itself. */
    TOO_SHORT,
    /** Fewer samples than a statement needs: the budget was too small. */
    TOO_FEW,
    /** The result is wrong; it was not timed. */
    WRONG;

    /** "too short". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
