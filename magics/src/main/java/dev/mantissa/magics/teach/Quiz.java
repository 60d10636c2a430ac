package dev.mantissa.magics.teach;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a reader predicted with what is so. Nothing here ever fails: a notebook runs to its
 * end whatever was guessed, and where nothing was guessed yet (null) it says how to answer and
 * keeps the truth folded away.
 *
 * <pre>{@code
 * Number guess = null;   // your prediction
 * Quiz.check("How far apart are the f32 values at 16 million?", guess, Math.ulp(16e6f))
 * }</pre>
 */
public final class Quiz {
    private static final double NEARLY = 1e-9;

    private Quiz() {}

    /** A number that can be known exactly. */
    public static Verdict check(String question, @Nullable Number guess, Number truth) {
        return check(question, guess, truth, NEARLY);
    }

    /**
     * A number that may be missed by so much.
     *
     * @param tolerance relative to {@code truth}: 0.1 accepts what is within 10 % of it
     */
    public static Verdict check(
            String question, @Nullable Number guess, Number truth, double tolerance) {
        double is = truth.doubleValue();
        String figure = tolerance > NEARLY ? Miss.figure(is, Miss.ROUGHLY) : Miss.figure(is);
        if (guess == null) {
            return Verdict.open(question, figure);
        }
        double said = guess.doubleValue();
        boolean near = Double.isFinite(is) && Math.abs(said - is) <= tolerance * Math.abs(is);
        boolean right = near || Double.compare(said, is) == 0;
        return new Verdict(
                question,
                Miss.figure(said),
                figure,
                right ? Verdict.Outcome.RIGHT : Verdict.Outcome.OFF,
                right ? "" : Miss.between(said, is));
    }

    /** Yes or no. */
    public static Verdict check(String question, @Nullable Boolean guess, boolean truth) {
        return check(question, guess == null ? null : yes(guess), yes(truth));
    }

    /** A word, in any case, blanks at its ends passed over. */
    public static Verdict check(String question, @Nullable String guess, String truth) {
        if (guess == null || guess.isBlank()) {
            return Verdict.open(question, truth);
        }
        boolean right = plain(guess).equals(plain(truth));
        Verdict.Outcome outcome = right ? Verdict.Outcome.RIGHT : Verdict.Outcome.OFF;
        return new Verdict(question, guess.strip(), truth, outcome, "");
    }

    private static String yes(boolean answer) {
        return answer ? "yes" : "no";
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
