package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.List;

/** Java source as tokens, comments left out; tolerant of anything. */
final class JavaTokens {
    enum Kind {
        WORD,
        NUMBER,
        /** a string, character or text block that is closed */
        TEXT,
        SYMBOL
    }

    /** A token from {@code start} to {@code end} (exclusive). */
    record Token(Kind kind, int start, int end) {}

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int depth;
    private boolean open;

    JavaTokens(String source) {
        this.source = source;
        int at = 0;
        while (at < source.length()) {
            at = next(at);
        }
    }

    List<Token> list() {
        return tokens;
    }

    int size() {
        return tokens.size();
    }

    String text(int index) {
        if (index < 0 || index >= tokens.size()) {
            return "";
        }
        Token token = tokens.get(index);
        return source.substring(token.start(), token.end());
    }

    boolean is(int index, Kind kind) {
        return index >= 0 && index < tokens.size() && tokens.get(index).kind() == kind;
    }

    /** Brackets opened and not closed. */
    int depth() {
        return depth;
    }

    /** Whether the source ends inside a comment or a text block. */
    boolean open() {
        return open;
    }

    private int next(int at) {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (source.startsWith("//", at)) {
            int end = source.indexOf('\n', at);
            return end < 0 ? source.length() : end;
        }
        if (source.startsWith("/*", at)) {
            return close(at, "*/", 2);
        }
        if (source.startsWith("\"\"\"", at)) {
            int end = textBlockEnd(at + 3);
            add(Kind.TEXT, at, end);
            return end;
        }
        if (c == '"' || c == '\'') {
            int end = quoteEnd(at, c);
            add(Kind.TEXT, at, end);
            return end;
        }
        if (Character.isJavaIdentifierStart(c)) {
            return run(Kind.WORD, at);
        }
        if (Character.isDigit(c)) {
            return run(Kind.NUMBER, at);
        }
        return symbol(at, c);
    }

    private int close(int at, String mark, int skip) {
        int end = source.indexOf(mark, at + skip);
        if (end < 0) {
            open = true;
            return source.length();
        }
        return end + mark.length();
    }

    private int textBlockEnd(int at) {
        for (int i = at; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.startsWith("\"\"\"", i)) {
                return i + 3;
            }
        }
        open = true;
        return source.length();
    }

    private int quoteEnd(int at, char quote) {
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                return i + 1;
            } else if (c == '\n') {
                return i;
            }
        }
        return source.length();
    }

    private int run(Kind kind, int at) {
        int end = at + 1;
        while (end < source.length() && part(kind, end)) {
            end++;
        }
        add(kind, at, end);
        return end;
    }

    private boolean part(Kind kind, int at) {
        char c = source.charAt(at);
        return Character.isJavaIdentifierPart(c)
                || (kind == Kind.NUMBER
                        && c == '.'
                        && at + 1 < source.length()
                        && Character.isDigit(source.charAt(at + 1)));
    }

    private int symbol(int at, char c) {
        if (c == '(' || c == '[' || c == '{') {
            depth++;
        } else if (c == ')' || c == ']' || c == '}') {
            depth--;
        }
        int length = source.startsWith("->", at) || source.startsWith("::", at) ? 2 : 1;
        add(Kind.SYMBOL, at, at + length);
        return at + length;
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, start, end));
    }
}
