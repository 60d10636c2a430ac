package dev.mantissa.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a piece of a script after each line that is a whole snippet without a semicolon, as jshell
 * does: {@code x + 1} on a line of its own is shown, and what follows is another snippet.
 */
final class ScriptLines {
    /** A line that cannot be the end of a snippet. */
    private static final Pattern OPEN =
            Pattern.compile(
                    "(?s)(?:@.*|(?:if|for|while|else|do|try|synchronized|switch|case|default)\\b.*|.*(?:[;{},.=*/%&|^<>?:!~(\\[]|->|(?<!\\+)\\+|(?<!-)-))");

    private final List<String> snippets = new ArrayList<>();
    private final StringBuilder snippet = new StringBuilder();

    /** The present line without comments. */
    private final StringBuilder line = new StringBuilder();

    private int depth;

    /** Whether the present snippet is more than comments. */
    private boolean hasCode;

    private ScriptLines() {}

    /** The snippets of a block, in order. */
    static List<String> of(String block) {
        return new ScriptLines().cut(block);
    }

    private List<String> cut(String block) {
        int end = 0;
        for (JavaTokens.Token token : JavaTokens.of(block)) {
            end += token.text().length();
            if (token.kind() == JavaTokens.Kind.OTHER) {
                other(token.text(), block.substring(end));
            } else {
                snippet.append(token.text());
                code(token.kind() == JavaTokens.Kind.COMMENT ? "" : token.text());
            }
        }
        finish();
        return snippets;
    }

    private void other(String text, String after) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            snippet.append(c);
            if (c != '\n') {
                depth += JavaTokens.depthChange(c);
                code(String.valueOf(c));
                continue;
            }
            if (depth <= 0 && isWhole(line.toString().strip(), text.substring(i + 1) + after)) {
                finish();
            }
            line.setLength(0);
        }
    }

    private static boolean isWhole(String line, String next) {
        boolean magic = line.startsWith("%");
        return !line.isEmpty()
                && !magic
                && !OPEN.matcher(line).matches()
                && !ScriptCells.continues(next.stripLeading().lines().findFirst().orElse(""));
    }

    private void code(String text) {
        line.append(text);
        hasCode |= !text.isBlank();
    }

    private void finish() {
        String text = snippet.toString().strip();
        if (!hasCode && !snippets.isEmpty() && !text.isEmpty()) {
            // Comments at the end belong to what they follow.
            snippets.add(snippets.removeLast() + "\n" + text);
        } else if (!text.isEmpty()) {
            snippets.add(text);
        }
        snippet.setLength(0);
        line.setLength(0);
        hasCode = false;
    }
}
