package dev.mantissa.magics.cli;

import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Session;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the line editor when a cell is complete, and which word at the cursor a completion
 * replaces.
 */
final class ReplParser implements Parser {
    private final Session session;

    ReplParser(Session session) {
        this.session = session;
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && isUnfinished(line)) {
            throw new EOFError(-1, cursor, "the cell goes on");
        }
        int start = cursor;
        while (start > 0 && isWord(line.charAt(start - 1))) {
            start--;
        }
        return new Word(line, cursor, line.substring(start, cursor));
    }

    private boolean isUnfinished(String code) {
        // A blank last line ends a cell magic, whose body has no end of its own.
        return session.isComplete(code).status() == Completeness.Status.INCOMPLETE;
    }

    private static boolean isWord(char c) {
        return Character.isJavaIdentifierPart(c) || c == '%';
    }

    private record Word(String line, int cursor, String word) implements CompletingParsedLine {
        @Override
        public int wordCursor() {
            return word.length();
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(word);
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return word.length();
        }

        @Override
        public int rawWordLength() {
            return word.length();
        }
    }
}
