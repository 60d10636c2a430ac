package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.ErrorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of a scenario. */
public sealed interface Outcome {
    /** True only for one that was run and whose figures are all within their bounds. */
    boolean passed();

    /**
     * It was run.
     *
     * @param error of the output against the f64 reference
     * @param tolerance of that error
     * @param arithmetic how exactly the packed weights were multiplied
     * @param bitsPerWeight truly stored, scales and padding included
     */
    record Measured(
            ErrorReport error, Tolerance tolerance, Arithmetic arithmetic, double bitsPerWeight)
            implements Outcome {
        @Override
        public boolean passed() {
            return reasons().isEmpty();
        }

        /** Why it failed, in sentences; empty if it passed. */
        public List<String> reasons() {
            List<String> reasons = new ArrayList<>();
            double relative = error.relativeFrobenius();
            if (error.mismatches() > 0) {
                reasons.add("%d values are not finite".formatted(error.mismatches()));
            } else if (relative < tolerance.least()) {
                reasons.add(
                        text(
                                "error %.3g is below %.3g, the least that %.2f bits for each weight allow: these are not the quantised weights",
                                relative, tolerance.least(), bitsPerWeight));
            } else if (!tolerance.holds(relative)) {
                reasons.add(text("error %.3g is above %.3g", relative, tolerance.most()));
            }
            if (!arithmetic.pass()) {
                reasons.add(
                        text(
                                "the product is %.3g away from what the packed weights stand for; %.3g is allowed",
                                arithmetic.error(), arithmetic.most()));
            }
            return reasons;
        }

        private static String text(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }

    /** It was begun and broke off. */
    record Broken(String reason) implements Outcome {
        @Override
        public boolean passed() {
            return false;
        }
    }

    /** It was not begun. */
    record NotRun(String reason) implements Outcome {
        @Override
        public boolean passed() {
            return false;
        }
    }
}
