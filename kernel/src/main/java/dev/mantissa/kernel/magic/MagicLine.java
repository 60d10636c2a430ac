package dev.mantissa.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed magic.
 *
 * @param name without percent signs
 * @param text everything after the name, trimmed
 * @param words {@code text} split at blanks, quotes respected and removed
 * @param body the rest of the cell for {@code %%name}, null for a line
 */
public record MagicLine(String name, String text, List<String> words, @Nullable String body) {
    /**
     * Parses a line that begins with {@code %name} or {@code %%name}.
     *
     * @param body the lines below for a cell magic, null for a line
     */
    public static MagicLine parse(String line, @Nullable String body) {
        String rest = line.strip();
        rest = rest.substring(rest.startsWith("%%") ? 2 : 1);
        int end = 0;
        while (end < rest.length() && isNamePart(rest.charAt(end))) {
            end++;
        }
        String text = rest.substring(end).strip();
        return new MagicLine(rest.substring(0, end), text, words(text), body);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    /** Whether help is asked for: {@code %name?} or {@code %name --help}. */
    public boolean asksForHelp() {
        return text.equals("?") || words.equals(List.of("--help")) || words.equals(List.of("-h"));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    word.append(text.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (c == '"' || (c == '\'' && closes(text, i))) {
                quote = c;
                open = true;
            } else if (Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** An apostrophe without a partner is text. */
    private static boolean closes(String text, int start) {
        return text.indexOf('\'', start + 1) > 0;
    }
}
