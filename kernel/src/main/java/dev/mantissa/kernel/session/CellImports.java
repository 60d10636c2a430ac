package dev.mantissa.kernel.session;

import dev.mantissa.kernel.session.JavaTokens.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.SourceVersion;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The imports that code needs: of earlier snippets and single types those that it names, and whole
 * packages if it names anything else. JShell puts all of them before each snippet, which costs the
 * more the longer a session lasts.
 */
final class CellImports {
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Supplier<@Nullable Piece> unknown;

    /**
     * @param unknown gives imports of whole packages that JShell does not know yet
     */
    CellImports(JShell shell, SourceCodeAnalysis analysis, Supplier<@Nullable Piece> unknown) {
        this.unknown = unknown;
        this.shell = shell;
        this.analysis = analysis;
    }

    /**
     * The imports, each on lines of its own; empty if only JShell can tell what a name means: while
     * a declaration waits for others, and for variables whose types no field can have.
     */
    Optional<String> of(JavaTokens tokens) {
        Set<String> named = new HashSet<>();
        Set<String> open = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, Kind.WORD) && !SourceVersion.isKeyword(tokens.text(i))) {
                named.add(tokens.text(i));
                if (!tokens.text(i - 1).equals(".")) {
                    open.add(tokens.text(i));
                }
            }
        }
        List<String> whole = new ArrayList<>();
        Piece first = unknown.get();
        if (first != null) {
            whole.add(first.source());
        }
        StringBuilder imports = new StringBuilder();
        for (Snippet snippet : shell.snippets().toList()) {
            Snippet.Status status = shell.status(snippet);
            if (!status.isActive() || !(snippet instanceof PersistentSnippet persistent)) {
                continue;
            }
            if (status != Snippet.Status.VALID) {
                return Optional.empty();
            }
            if (snippet instanceof ImportSnippet i && isOfMany(i)) {
                whole.add(i.source());
            } else if (named.contains(persistent.name())) {
                if (snippet instanceof VarSnippet v && isSpecial(v)) {
                    return Optional.empty();
                }
                open.remove(persistent.name());
                imports.append(line(persistent)).append('\n');
            }
        }
        if (!open.isEmpty()) {
            whole.forEach(source -> imports.append(source).append('\n'));
        }
        return Optional.of(imports.toString());
    }

    /** Whether it imports what it does not name; several imports in one snippet count as such. */
    private static boolean isOfMany(ImportSnippet snippet) {
        return switch (snippet.subKind()) {
            case SINGLE_TYPE_IMPORT_SUBKIND, SINGLE_STATIC_IMPORT_SUBKIND ->
                    snippet.source().indexOf("import") != snippet.source().lastIndexOf("import");
            default -> true;
        };
    }

    private String line(PersistentSnippet snippet) {
        return snippet instanceof ImportSnippet
                ? snippet.source()
                : "import static %s.%s;"
                        .formatted(analysis.wrapper(snippet).fullClassName(), snippet.name());
    }

    /** An intersection or an anonymous class: the field that holds it has a lesser type. */
    private static boolean isSpecial(VarSnippet variable) {
        String type = variable.typeName();
        return type == null || type.contains("&") || type.contains("anonymous");
    }
}
