package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.JavaTokens.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells pieces that are nothing but statements, and joins neighbours into one block: one pass of
 * the compiler then does for all of them.
 */
final class StatementPieces {
    private static final Set<String> CONTROL =
            Set.of("if", "for", "while", "do", "try", "synchronized", "{");
    private static final Set<String> DECLARATION =
            Set.of(
                    "import",
                    "package",
                    "class",
                    "record",
                    "enum",
                    "interface",
                    "@",
                    "sealed",
                    "non",
                    "abstract",
                    "final",
                    "static",
                    "public",
                    "private",
                    "protected",
                    "var",
                    "void",
                    "default",
                    "strictfp",
                    "native",
                    "switch",
                    "return",
                    "throw");

    private StatementPieces() {}

    /** Whether a statement that is none of expressions begins with that word. */
    static boolean isControl(String word) {
        return CONTROL.contains(word);
    }

    /** Whether a declaration, or a statement with no place in a cell, begins with that word. */
    static boolean isDeclaration(String word) {
        return DECLARATION.contains(word);
    }

    /** Whether it is a statement: its value, if any, is not meant to be seen. */
    static boolean isStatement(String source) {
        JavaTokens tokens = new JavaTokens(source);
        String first = tokens.text(0);
        if (CONTROL.contains(first)) {
            return true;
        }
        int end = tokens.size() - 1;
        if (!tokens.text(end).equals(";") || DECLARATION.contains(first)) {
            return false;
        }
        return isAssignment(tokens, end) || isCall(tokens, end);
    }

    /** {@code name = …}, {@code a[i] += …}, {@code x++}: at the top, nothing declared before. */
    private static boolean isAssignment(JavaTokens tokens, int end) {
        if (isStep(tokens, 0) || isStep(tokens, end - 2)) {
            return true;
        }
        int at = targetEnd(tokens);
        if (at == 0) {
            return false;
        }
        if (tokens.text(at).equals("=")) {
            return !tokens.text(at + 1).equals("=");
        }
        while ("+-*/%&|^<>".contains(tokens.text(at)) && at < end) {
            at++;
            if (tokens.text(at).equals("=")) {
                return !Set.of("<", ">").contains(tokens.text(at - 1))
                        || tokens.text(at - 2).equals(tokens.text(at - 1));
            }
        }
        return false;
    }

    private static boolean isStep(JavaTokens tokens, int at) {
        String one = tokens.text(at);
        return (one.equals("+") || one.equals("-"))
                && tokens.text(at + 1).equals(one)
                && tokens.list().get(at).end() == tokens.list().get(at + 1).start();
    }

    /** The index after {@code a.b[i].c}, or 0. */
    private static int targetEnd(JavaTokens tokens) {
        int at = 0;
        if (!tokens.is(0, Kind.WORD)) {
            return 0;
        }
        at++;
        while (true) {
            if (tokens.text(at).equals(".") && tokens.is(at + 1, Kind.WORD)) {
                at += 2;
            } else if (tokens.text(at).equals("[") || tokens.text(at).equals("(")) {
                at = skip(tokens, at);
            } else {
                return at;
            }
        }
    }

    /** {@code f(…);}, {@code a.b(…).c(…);}, {@code new A(…);}. */
    private static boolean isCall(JavaTokens tokens, int end) {
        int at = tokens.text(0).equals("new") ? 1 : 0;
        boolean called = false;
        while (at < end) {
            String text = tokens.text(at);
            if (text.equals("(") && at > 0) {
                at = skip(tokens, at);
                called = true;
            } else if (text.equals("[") && at > 0) {
                at = skip(tokens, at);
                called = false;
            } else if (tokens.is(at, Kind.WORD)
                    && (at == 0 || !tokens.is(at - 1, Kind.WORD) || at == 1)) {
                at++;
                called = false;
            } else if (text.equals(".") || (at == 0 && tokens.is(0, Kind.TEXT))) {
                at++;
                called = false;
            } else {
                return false;
            }
        }
        return called;
    }

    private static int skip(JavaTokens tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            switch (tokens.text(i)) {
                case "(", "[", "{" -> depth++;
                case ")", "]", "}" -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                default -> {}
            }
        }
        return tokens.size();
    }

    /** Groups pieces such that neighbouring statements are together. */
    static List<List<Piece>> group(List<Piece> pieces) {
        List<List<Piece>> groups = new ArrayList<>();
        boolean joinable = false;
        for (Piece piece : pieces) {
            boolean statement = isStatement(piece.source());
            if (statement && joinable) {
                groups.getLast().add(piece);
            } else {
                groups.add(new ArrayList<>(List.of(piece)));
            }
            joinable = statement;
        }
        return groups;
    }

    /** One block of neighbouring statements. */
    static Piece join(List<Piece> group) {
        Piece first = group.getFirst();
        StringBuilder block = new StringBuilder("{");
        group.forEach(p -> block.append(p.source()));
        return new Piece(first.text(), block.append("\n}").toString(), first.offset() - 1, true);
    }
}
