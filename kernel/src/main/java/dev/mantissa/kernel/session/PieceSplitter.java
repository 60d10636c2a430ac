package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Cuts Java into snippets. */
final class PieceSplitter {
    private PieceSplitter() {}

    static List<Piece> split(JavaText text, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        String source = text.source();
        String rest = source;
        while (!rest.isBlank()) {
            int offset = source.length() - rest.length();
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness found = info.completeness();
            if (found == Completeness.EMPTY) {
                break;
            }
            if (found == Completeness.COMPLETE || found == Completeness.COMPLETE_WITH_SEMI) {
                pieces.add(new Piece(text, info.source(), offset, true));
                rest = info.remaining();
            } else {
                boolean whole = found == Completeness.CONSIDERED_INCOMPLETE;
                pieces.add(new Piece(text, rest, offset, whole));
                break;
            }
        }
        return pieces;
    }
}
