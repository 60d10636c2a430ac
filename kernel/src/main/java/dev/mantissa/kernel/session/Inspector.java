package dev.mantissa.kernel.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Signature and documentation of what stands under the cursor. */
final class Inspector {
    private final SnippetEngine engine;

    Inspector(SnippetEngine engine) {
        this.engine = engine;
    }

    Optional<Inspection> inspect(String code, int cursor, Duration patience) {
        JavaAt at = JavaAt.of(code, cursor);
        int end = wordEnd(at.text(), at.cursor());
        return engine.compiler()
                .withinReach(patience, () -> documented(at.text(), end, at.cursor()))
                .flatMap(found -> found);
    }

    private Optional<Inspection> documented(String text, int wordEnd, int cursor) {
        boolean call = wordEnd < text.length() && text.charAt(wordEnd) == '(';
        List<Documentation> found =
                call ? documentation(text, wordEnd + 1) : documentation(text, wordEnd);
        if (found.isEmpty() && !call) {
            found = documentation(text.substring(0, wordEnd) + "(", wordEnd + 1);
        }
        if (found.isEmpty()) {
            found = documentation(text, cursor);
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String signatures =
                found.stream().map(Documentation::signature).collect(Collectors.joining("\n"));
        List<String> comments =
                found.stream()
                        .map(Documentation::javadoc)
                        .filter(d -> d != null && !d.isBlank())
                        .toList();
        return Optional.of(
                new Inspection(
                        signatures,
                        joined(comments, JavadocText::plain, "\n\n"),
                        joined(comments, JavadocHtml::of, "<hr>"),
                        declaration(text, wordEnd)));
    }

    /** How cells declare the name that ends there, which is no member of something. */
    private String declaration(String text, int end) {
        int begin = end;
        while (begin > 0 && Character.isJavaIdentifierPart(text.charAt(begin - 1))) {
            begin--;
        }
        String name = text.substring(begin, end);
        return begin > 0 && text.charAt(begin - 1) == '.'
                ? ""
                : engine.shell()
                        .snippets()
                        .filter(s -> s instanceof PersistentSnippet p && p.name().equals(name))
                        .filter(s -> engine.shell().status(s).isActive())
                        .map(s -> s.source().strip())
                        .collect(Collectors.joining("\n"));
    }

    private static String joined(
            List<String> comments, Function<String, String> form, String between) {
        return comments.stream().map(form).collect(Collectors.joining(between));
    }

    private List<Documentation> documentation(String text, int cursor) {
        return engine.fullAnalysis().documentation(text.substring(0, cursor), cursor, true);
    }

    private static int wordEnd(String text, int cursor) {
        int end = cursor;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
