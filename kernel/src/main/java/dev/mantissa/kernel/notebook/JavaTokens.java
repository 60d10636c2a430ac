package dev.mantissa.kernel.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts Java, with magic lines, into tokens; never fails, whatever the text. */
final class JavaTokens {
    enum Kind {
        COMMENT,
        STRING,
        NUMBER,
        KEYWORD,
        TYPE,
        CALL,
        ANNOTATION,
        MAGIC,
        OTHER
    }

    record Token(Kind kind, String text) {}

    private static final Set<String> KEYWORDS =
            Set.of(
                    ("abstract assert boolean break byte case catch char class const continue default do double else"
                                    + " enum extends false final finally float for goto if implements import instanceof int"
                                    + " interface long native new non-sealed null package permits private protected public"
                                    + " record return sealed short static strictfp super switch synchronized this throw"
                                    + " throws transient true try var void volatile when while yield")
                            .split(" "));

    // Possessive repeats: no backtracking, so no stack overflow on long texts.
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<comment>//[^\\n]*+|/\\*(?s:.*?)(?:\\*/|\\z))"
                            + "|(?<string>\"\"\"(?s:(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+)(?:\"\"\"|\\\\?\\z)|\"(?:\\\\.|[^\"\\\\\\n])*+(?:\"|$|(?=\\n))"
                            + "|'(?:\\\\.|[^'\\\\\\n])++')"
                            + "|(?<magic>(?m:^[ \\t]*+%{1,2}[a-zA-Z][^\\n]*+))"
                            + "|(?<annotation>@[A-Za-z_][\\w.]*+)"
                            + "|(?<number>\\b(?:0[xX][\\da-fA-F_.]++(?:[pP][-+]?\\d++)?|0[bB][01_]++|\\d[\\d_]*+(?:\\.\\d[\\d_]*+)?(?:[eE][-+]?\\d++)?)[lLfFdD]?+)"
                            + "|(?<word>[\\p{L}_$][\\p{L}\\p{N}_$]*+)");

    private JavaTokens() {}

    /** The tokens; put together again they are the text. */
    static List<Token> of(String source) {
        List<Token> tokens = new ArrayList<>();
        Matcher m = TOKEN.matcher(source);
        int end = 0;
        while (m.find()) {
            if (m.start() > end) {
                tokens.add(new Token(Kind.OTHER, source.substring(end, m.start())));
            }
            tokens.add(new Token(kind(m, source), m.group()));
            end = m.end();
        }
        if (end < source.length()) {
            tokens.add(new Token(Kind.OTHER, source.substring(end)));
        }
        return tokens;
    }

    private static Kind kind(Matcher m, String source) {
        if (m.group("comment") != null) {
            return Kind.COMMENT;
        } else if (m.group("string") != null) {
            return Kind.STRING;
        } else if (m.group("magic") != null) {
            return Kind.MAGIC;
        } else if (m.group("annotation") != null) {
            return Kind.ANNOTATION;
        } else if (m.group("number") != null) {
            return Kind.NUMBER;
        }
        String word = m.group("word");
        if (KEYWORDS.contains(word)) {
            return Kind.KEYWORD;
        } else if (m.end() < source.length() && source.charAt(m.end()) == '(') {
            return Kind.CALL;
        }
        return Character.isUpperCase(word.codePointAt(0)) ? Kind.TYPE : Kind.OTHER;
    }

    /**
     * Splits Java at the separators that stand outside of brackets and texts; where that is a
     * semicolon, also behind blocks.
     */
    static List<String> split(String source, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        for (Token token : of(source)) {
            if (token.kind != Kind.OTHER) {
                part.append(token.text);
                continue;
            }
            for (char c : token.text.toCharArray()) {
                depth += depthChange(c);
                boolean block = c == '}' && separator == ';';
                if (depth <= 0 && (c == separator || block)) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else {
                    part.append(c);
                }
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** How much deeper in brackets one is after this character. */
    static int depthChange(char c) {
        return switch (c) {
            case '{', '(', '[' -> 1;
            case '}', ')', ']' -> -1;
            default -> 0;
        };
    }
}
