package dev.mantissa.kernel.session;

import java.util.List;

/** Candidates that replace the text from {@code start} to {@code end} (UTF-16 units). */
public record Completion(int start, int end, List<Candidate> candidates) {
    /**
     * One of them.
     *
     * @param type what it is: "method", "field", "variable", "class", "keyword", "magic", "path"
     *     and so on
     * @param detail signature or one line of help
     */
    public record Candidate(String text, String type, String detail) {}
}
