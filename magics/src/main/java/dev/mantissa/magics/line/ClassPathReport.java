package dev.mantissa.magics.line;

import java.util.ArrayList;
import java.util.List;

/** What became of jars that were to be added, jar by jar, and how that is said. */
final class ClassPathReport {
    private final List<String> added = new ArrayList<>();
    private final List<String> replaced = new ArrayList<>();
    private final List<String> shared = new ArrayList<>();
    private final List<String> used = new ArrayList<>();
    private int there;

    void there() {
        there++;
    }

    void added(String jar) {
        added.add(jar);
    }

    void replaced(String own, String jar) {
        added.add(jar);
        replaced.add(instead(jar, own));
    }

    /** Cells and Mantissa share its objects. */
    void shared(String own, String jar) {
        shared.add(instead(own, jar));
    }

    /** Cells have used the other version. */
    void used(String own, String jar) {
        used.add(instead(own, jar));
    }

    private static String instead(String chosen, String other) {
        return "%s (instead of %s)".formatted(chosen, other);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (added.isEmpty()) {
            lines.add("Nothing to add: what is needed is on the class path already.");
        } else {
            lines.add(
                    "Added to the class path: %s%s."
                            .formatted(
                                    String.join(", ", added),
                                    there == 0 ? "" : "; %d already there".formatted(there)));
        }
        say(lines, "Cells use another version than Mantissa itself: %s.", replaced);
        say(lines, "Kept the version that Mantissa itself computes with: %s.", shared);
        say(
                lines,
                "Kept, because cells use them already: %s. After %%restart the others can be added first.",
                used);
        return lines;
    }

    private static void say(List<String> lines, String sentence, List<String> jars) {
        if (!jars.isEmpty()) {
            lines.add(sentence.formatted(String.join(", ", jars)));
        }
    }
}
