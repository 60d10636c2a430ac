package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.MagicRegistry;
import java.time.Duration;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/** Whether a cell can be run as it stands, or a person is still typing. */
final class CompletenessCheck {
    private static final int INDENT = 4;
    private static final Completeness COMPLETE = new Completeness(Completeness.Status.COMPLETE, "");

    private final SnippetEngine engine;
    private final MagicRegistry magics;

    CompletenessCheck(SnippetEngine engine, MagicRegistry magics) {
        this.engine = engine;
        this.magics = magics;
    }

    Completeness check(String code, Duration patience) {
        String text = code.replace("\r\n", "\n");
        List<CellPart> parts = new CellSplitter(name -> magics.find(name).isPresent()).split(text);
        if (parts.isEmpty()) {
            return COMPLETE;
        }
        return switch (parts.getLast()) {
            case CellPart.MagicPart magic -> magic(magic, text);
            case CellPart.HelpPart _ -> COMPLETE;
            case CellPart.JavaPart java ->
                    engine.compiler()
                            .withinReach(patience, () -> java(java.code()))
                            .orElse(new Completeness(Completeness.Status.UNKNOWN, ""));
        };
    }

    /** The body of a cell magic goes on until an empty line. */
    private static Completeness magic(CellPart.MagicPart magic, String text) {
        boolean open = magic.kind() == dev.mantissa.kernel.magic.Magic.Kind.CELL;
        return open && !text.endsWith("\n")
                ? new Completeness(Completeness.Status.INCOMPLETE, "")
                : COMPLETE;
    }

    private Completeness java(String code) {
        String rest = code;
        while (true) {
            CompletionInfo info = engine.analysis().analyzeCompletion(rest);
            switch (info.completeness()) {
                case EMPTY, CONSIDERED_INCOMPLETE, COMPLETE_WITH_SEMI -> {
                    return COMPLETE;
                }
                case COMPLETE -> {
                    if (isBroken(info.source())) {
                        return new Completeness(Completeness.Status.INVALID, "");
                    }
                    if (info.remaining().isBlank()) {
                        return COMPLETE;
                    }
                    rest = info.remaining();
                }
                case DEFINITELY_INCOMPLETE -> {
                    JavaTokens tokens = new JavaTokens(code);
                    int depth = Math.max(0, tokens.depth());
                    return new Completeness(
                            Completeness.Status.INCOMPLETE, " ".repeat(depth * INDENT));
                }
                default -> {
                    return unknown(rest);
                }
            }
        }
    }

    private Completeness unknown(String code) {
        return new Completeness(
                isBroken(code) ? Completeness.Status.INVALID : Completeness.Status.UNKNOWN, "");
    }

    private boolean isBroken(String code) {
        return engine.analysis().sourceToSnippets(code).stream()
                .anyMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
    }
}
