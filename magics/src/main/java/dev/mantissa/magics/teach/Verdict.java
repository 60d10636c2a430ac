package dev.mantissa.magics.teach;

import dev.mantissa.kernel.display.Displayable;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * What became of a prediction.
 *
 * @param guess as the reader gave it, null if not yet
 * @param truth what is so
 * @param miss by how much the guess is off; empty if it is right or there is no number for it
 */
public record Verdict(
        String question, @Nullable String guess, String truth, Outcome outcome, String miss)
        implements Displayable {
    private static final String HOW = "No prediction yet: put yours in place of null, run again.";

    /** Three cases, each with a colour that needs no colour to be understood. */
    public enum Outcome {
        OPEN("?", "#7d8590"),
        RIGHT("✓", "#2da44e"),
        OFF("✗", "#d9640b");

        private final String mark;
        private final String colour;

        Outcome(String mark, String colour) {
            this.mark = mark;
            this.colour = colour;
        }
    }

    static Verdict open(String question, String truth) {
        return new Verdict(question, null, truth, Outcome.OPEN, "");
    }

    /** The sentence under the question; it gives nothing away before there is a guess. */
    public String sentence() {
        return switch (outcome) {
                    case OPEN -> HOW;
                    case RIGHT ->
                            truth.equals(guess)
                                    ? "Right: " + truth
                                    : "Right: you said " + guess + ", it is " + truth;
                    case OFF ->
                            "You said "
                                    + guess
                                    + (miss.isEmpty() ? "" : ", " + miss)
                                    + ". It is "
                                    + truth;
                }
                + (outcome == Outcome.OPEN ? "" : ".");
    }

    @Override
    public MimeBundle toBundle() {
        return MimeBundle.text(toString()).with(MimeBundle.HTML, html());
    }

    private String html() {
        String fold =
                outcome == Outcome.OPEN
                        ? "<details><summary>Show the answer</summary>"
                                + VisibleText.html(VisibleText.of(truth))
                                + "</details>"
                        : "";
        return "<div class=\"mantissa-quiz\" style=\"border-left:4px solid "
                + outcome.colour
                + ";padding:2px 0 2px 12px;margin:4px 0\"><div>"
                + VisibleText.html(VisibleText.of(question))
                + "</div><div><b style=\"color:"
                + outcome.colour
                + "\">"
                + outcome.mark
                + "</b> "
                + VisibleText.html(VisibleText.of(sentence()))
                + "</div>"
                + fold
                + "</div>";
    }

    /** Question and sentence, for a terminal. */
    @Override
    public String toString() {
        return VisibleText.of(question + "\n" + outcome.mark + " " + sentence());
    }
}
