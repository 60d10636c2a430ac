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
        var suggestions =
                engine.fullAnalysis().completionSuggestions(at.text(), at.cursor(), anchor);
        List<Completion.Candidate> candidates =
                suggestions.stream()
                        .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                        .map(SourceCodeAnalysis.Suggestion::continuation)
                        .distinct()
                        .limit(MOST)
                        .map(text -> new Completion.Candidate(text, type(text), ""))
                        .toList();
        return new Completion(at.start() + anchor[0], cursor, candidates);
    }

    private static String type(String text) {
        if (text.endsWith("(") || text.endsWith(")")) {
            return "method";
        }
        if (javax.lang.model.SourceVersion.isKeyword(text.strip())) {
            return "keyword";
        }
        return !text.isEmpty() && Character.isUpperCase(text.charAt(0)) ? "class" : "field";
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
