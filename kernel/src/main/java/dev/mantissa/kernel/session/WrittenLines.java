package dev.mantissa.kernel.session;

import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Tells the lines of a compiled class that a person wrote from those that were put around them. The
 * first one around, which begins a declaration or takes a value, stands for the beginning of the
 * piece.
 */
abstract class WrittenLines {
    private final Piece piece;

    private WrittenLines(Piece piece) {
        this.piece = piece;
    }

    /** Those of a piece that is in its class as it is, from a line on. */
    static WrittenLines asTheyAre(Piece piece, int firstLine) {
        long count = piece.source().lines().count();
        return new WrittenLines(piece) {
            @Override
            int written(int line) {
                int ofPiece = line - firstLine + 1;
                return ofPiece < 1 || ofPiece > count
                        ? -1
                        : SourceMap.lineStart(piece.source(), ofPiece);
            }
        };
    }

    /** Those of a piece that JShell has wrapped. */
    static WrittenLines wrapped(Piece piece, SnippetWrapper wrapper) {
        String text = wrapper.wrapped();
        String source = piece.source();
        return new WrittenLines(piece) {
            @Override
            int written(int line) {
                String rest = text.substring(SourceMap.lineStart(text, line));
                String shown = rest.lines().findFirst().orElse("");
                int indent = shown.length() - shown.stripLeading().length();
                int at = text.length() - rest.length() + indent;
                int from = Math.clamp(wrapper.wrappedToSourcePosition(at), 0, source.length());
                String original = source.substring(from).lines().findFirst().orElse("").strip();
                return !original.isEmpty() && shown.strip().startsWith(original) ? from : -1;
            }
        };
    }

    /** The position in the piece of a line that is in it, or -1. */
    abstract int written(int line);

    /** The position in the piece that a line of the class stands for, or -1. */
    int position(int line) {
        int written = written(line);
        if (written >= 0) {
            return afterSpace(written);
        }
        return written(line + 1) >= 0 ? firstToken() : -1;
    }

    private int afterSpace(int from) {
        String source = piece.source();
        int at = from;
        while (at < source.length() - 1 && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    private int firstToken() {
        JavaTokens tokens = new JavaTokens(piece.source());
        return tokens.size() == 0 ? 0 : tokens.list().getFirst().start();
    }
}
