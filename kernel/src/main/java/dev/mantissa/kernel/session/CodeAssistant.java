package dev.mantissa.kernel.session;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;

/** Help while a person types: completion, inspection, and whether a cell is whole. */
final class CodeAssistant {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 500;

    private final SnippetEngine engine;
    private final MagicRegistry magics;
    private final LocalSession session;

    CodeAssistant(SnippetEngine engine, MagicRegistry magics, LocalSession session) {
        this.engine = engine;
        this.magics = magics;
        this.session = session;
    }

    Completion complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String line = code.substring(lineStart, cursor);
        MagicCompletion magic = new MagicCompletion(magics, session);
        if (magic.isMagic(line)) {
            return magic.complete(line, cursor);
        }
        JavaAt at = JavaAt.of(code, cursor);
        return engine.compiler()
                .withinReach(PATIENCE, () -> java(at, cursor))
                .orElse(new Completion(cursor, cursor, List.of()));
    }

    private Completion java(JavaAt at, int cursor) {
        int[] anchor = {at.cursor()};
        SourceCodeAnalysis analysis = engine.fullAnalysis();
        var suggestions = analysis.completionSuggestions(at.text(), at.cursor(), anchor);
        var names = new JavaCandidates(analysis, at.text().substring(0, anchor[0]));
        List<Completion.Candidate> candidates =
                suggestions.stream()
                        .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                        .map(SourceCodeAnalysis.Suggestion::continuation)
                        .distinct()
                        .limit(MOST)
                        .map(names::describe)
                        .toList();
        return new Completion(at.start() + anchor[0], cursor, candidates);
    }

    Optional<Inspection> inspect(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        int lineEnd = code.indexOf('\n', cursor);
        String line = code.substring(lineStart, lineEnd < 0 ? code.length() : lineEnd);
        Optional<Magic> magic = new MagicCompletion(magics, session).named(line);
        if (magic.isPresent()) {
            return magic.map(m -> new Inspection("%" + m.name(), m.help()));
        }
        return new Inspector(engine).inspect(code, cursor, PATIENCE);
    }

    Completeness isComplete(String code) {
        return new CompletenessCheck(engine, magics).check(code, PATIENCE);
    }
}
