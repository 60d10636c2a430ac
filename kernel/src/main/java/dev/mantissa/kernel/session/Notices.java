package dev.mantissa.kernel.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
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

    /**
     * What a new declaration did to an older one.
     *
     * @param anew whether a snippet's class was loaded anew
     */
    static Optional<String> update(SnippetEvent event, JShell shell, Predicate<Snippet> anew) {
        if (event.snippet() instanceof VarSnippet variable && event.isSignatureChange()) {
            boolean valid = event.status() == Snippet.Status.VALID;
            boolean otherType = !valid && event.causeSnippet() instanceof TypeDeclSnippet;
            if (anew.test(variable) || otherType) {
                return Optional.of(
                        "variable %s lost its value, because its type was declared anew%s"
                                .formatted(variable.name(), valid ? "." : "; declare it again."));
            }
            return valid ? Optional.empty() : Optional.of(unusable(variable, shell));
        }
        if (!event.status().isActive()
                && event.snippet() instanceof PersistentSnippet lost
                && event.status() != Snippet.Status.OVERWRITTEN
                && event.status() != Snippet.Status.DROPPED) {
            return Optional.of(label(lost) + " no longer compiles and is gone.");
        }
        return Optional.empty();
    }

    private static String unusable(VarSnippet variable, JShell shell) {
        String why =
                Stream.concat(
                                shell.unresolvedDependencies(variable),
                                shell.diagnostics(variable)
                                        .filter(Diag::isError)
                                        .map(d -> d.getMessage(Locale.ROOT).lines().findFirst())
                                        .flatMap(Optional::stream))
                        .findFirst()
                        .map(reason -> " (" + reason + ")")
                        .orElse("");
        return "variable %s cannot be used now%s; declare it again, or undo what was declared last."
                .formatted(variable.name(), why);
    }
}
