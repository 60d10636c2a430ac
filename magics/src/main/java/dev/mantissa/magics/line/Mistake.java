package dev.mantissa.magics.line;

import dev.mantissa.lib.Suggestion;
import java.util.Collection;

/** Messages for mistakes: what is wrong, what was given, what is allowed, how to put it right. */
final class Mistake {
    private Mistake() {}

    /**
     * A name that is not known.
     *
     * @param typed the line as typed: "%engine vctor"
     * @param kind what the name should have been: "engine"
     * @param remedy a sentence that says what to type
     */
    static IllegalArgumentException unknown(
            String typed, String kind, String given, Collection<String> known, String remedy) {
        return new IllegalArgumentException(
                "%s: unknown %s '%s'.%s Known: %s. %s"
                        .formatted(
                                typed,
                                kind,
                                given,
                                Suggestion.hint(given, known),
                                known.isEmpty() ? "none" : String.join(", ", known),
                                remedy));
    }

    /** An argument that is missing or makes no sense; {@code usage} shows a line that works. */
    static IllegalArgumentException usage(String typed, String what, String usage) {
        return new IllegalArgumentException("%s: %s Usage: %s".formatted(typed, what, usage));
    }

    /** The same complaint, with the line that it is about in front. */
    static IllegalArgumentException in(String typed, IllegalArgumentException complaint) {
        return new IllegalArgumentException(typed + ": " + complaint.getMessage(), complaint);
    }
}
