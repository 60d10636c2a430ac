package dev.mantissa.magics;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Tries options of the compiler on a class of nothing. */
final class CompilerCheck {
    private static final JavaFileObject EMPTY =
            SimpleJavaFileObject.forSource(URI.create("string:///Empty.java"), "class Empty {}");

    private CompilerCheck() {}

    /** Why the compiler refuses these options; nothing if it takes them. */
    static Optional<String> refusal(List<String> options) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (JavaFileManager files =
                new Nowhere(compiler.getStandardFileManager(said, Locale.ROOT, null))) {
            boolean compiles =
                    compiler.getTask(
                                    Writer.nullWriter(), files, said, options, null, List.of(EMPTY))
                            .call();
            return compiles ? Optional.empty() : Optional.of(first(said));
        } catch (IOException | RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static String first(DiagnosticCollector<JavaFileObject> said) {
        return said.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(d -> d.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                .orElse("it does not say why");
    }

    /** Lets what is compiled disappear. */
    private static final class Nowhere extends ForwardingJavaFileManager<JavaFileManager> {
        Nowhere(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///Empty.class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return OutputStream.nullOutputStream();
                }
            };
        }
    }
}
