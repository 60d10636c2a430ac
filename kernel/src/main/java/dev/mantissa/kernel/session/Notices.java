package dev.mantissa.kernel.session;

import java.util.List;
import java.util.Optional;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;

/** What a person should know about declarations that are not errors. */
final class Notices {
    private Notices() {}

    static String label(Snippet snippet) {
        return switch (snippet) {
            case MethodSnippet m -> "method " + m.name() + "(" + m.parameterTypes() + ")";
            case TypeDeclSnippet t -> "type " + t.name();
            case VarSnippet v -> "variable " + v.name();
            case PersistentSnippet p -> p.name();
            default -> "this";
        };
    }

    /** A declaration that waits for others. */
    static String incomplete(JShell shell, DeclarationSnippet snippet) {
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        return "%s is declared; it can be used once these are declared too: %s"
                .formatted(label(snippet), String.join(", ", missing));
    }

    /** What a new declaration did to an older one. */
    static Optional<String> update(SnippetEvent event) {
        if (event.snippet() instanceof VarSnippet variable && event.isSignatureChange()) {
            String type = variable.typeName();
            return Optional.of(
                    event.status() == Snippet.Status.VALID
                            ? "variable %s lost its value, because its type %s was declared anew."
                                    .formatted(variable.name(), type)
                            : "variable %s lost its value, because its type was declared anew; declare it again."
                                    .formatted(variable.name()));
        }
        if (!event.status().isActive()
                && event.snippet() instanceof PersistentSnippet lost
                && event.status() != Snippet.Status.OVERWRITTEN
                && event.status() != Snippet.Status.DROPPED) {
            return Optional.of(label(lost) + " no longer compiles and is gone.");
        }
        return Optional.empty();
    }
}
