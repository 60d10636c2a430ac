package dev.mantissa.kernel.session;

import java.util.List;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.TypeDeclSnippet;

/**
 * Lets the later of an imported type and a declared one win. The engine keeps both, and then no
 * snippet compiles any more.
 */
final class SameNames {
    private SameNames() {}

    static void dropOlder(JShell shell, Snippet later) {
        older(shell, later).forEach(shell::drop);
    }

    private static List<? extends Snippet> older(JShell shell, Snippet later) {
        if (later instanceof TypeDeclSnippet type) {
            return imports(shell).filter(i -> name(i).equals(type.name())).toList();
        }
        if (later.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND) {
            return shell.types()
                    .filter(t -> shell.status(t).isActive() && t.name().equals(name(later)))
                    .toList();
        }
        return List.of();
    }

    private static Stream<? extends Snippet> imports(JShell shell) {
        return shell.imports()
                .filter(i -> i.subKind() == SubKind.SINGLE_TYPE_IMPORT_SUBKIND)
                .filter(i -> shell.status(i).isActive());
    }

    private static String name(Snippet singleImport) {
        return singleImport instanceof ImportSnippet i ? i.name() : "";
    }
}
