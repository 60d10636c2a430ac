package dev.mantissa.kernel.session;

import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Names;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import org.jspecify.annotations.Nullable;

/**
 * The compiler with the symbols of the platform and of libraries kept from one compilation to the
 * next, as JShell keeps them: a compilation then takes a few milliseconds. Only used under the
 * compiler's lock.
 */
final class WarmCompiler {
    /** Keeps the names of local variables, for messages of errors and for a debugger. */
    static final String NAMES = "-g";

    /** The variable whose type is told. */
    static final String VALUE = "value$";

    /** What a compilation gave. */
    sealed interface Outcome {}

    /**
     * Class files.
     *
     * @param type that of the variable {@link #VALUE}, or null without one
     */
    record Compiled(ClassBytecodes[] classes, @Nullable String type) implements Outcome {}

    /**
     * It does not compile.
     *
     * @param errors javac's codes of them
     * @param messages what it says of them
     */
    record Failed(List<String> errors, List<String> messages) implements Outcome {
        /** Whether it is a call that gives nothing, or something else that no variable can hold. */
        boolean onlyOfValue() {
            return errors.equals(List.of("compiler.err.cant.infer.local.var.type"));
        }
    }

    private final CompilerFiles files;
    private final List<String> options;
    private JavacTaskPool pool = new JavacTaskPool(1);

    WarmCompiler(CompilerFiles files, List<String> options) {
        this.files = files;
        this.options = new ArrayList<>(List.of(NAMES, "-proc:none", "-parameters", "-Xlint:none"));
        this.options.addAll(options);
    }

    /** Forgets what it knows of the class path. */
    void forget() {
        pool = new JavacTaskPool(1);
    }

    /** Compiles one class with all its inner ones. */
    Outcome compile(String simpleName, String text) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        // A crash of the compiler would tell of itself on the error stream of the cell.
        Compiled compiled =
                pool.getTask(
                        Writer.nullWriter(),
                        files,
                        problems,
                        options,
                        List.of(),
                        List.of(
                                SimpleJavaFileObject.forSource(
                                        URI.create("cell:///" + simpleName + ".java"), text)),
                        this::run);
        if (compiled != null) {
            return compiled;
        }
        List<Diagnostic<? extends JavaFileObject>> errors =
                problems.getDiagnostics().stream()
                        .filter(p -> p.getKind() == Diagnostic.Kind.ERROR)
                        .toList();
        if (errors.isEmpty()) {
            forget();
        }
        return new Failed(
                errors.stream().map(Diagnostic::getCode).toList(),
                errors.stream().map(e -> e.getMessage(Locale.ENGLISH)).toList());
    }

    private @Nullable Compiled run(JavacTask task) {
        TypeOfValue type = new TypeOfValue(task);
        task.addTaskListener(type);
        Context context = ((BasicJavacTask) task).getContext();
        boolean made = false;
        try {
            made = task.call();
            ClassBytecodes[] classes = files.takeMade();
            return made ? new Compiled(classes, type.found) : null;
        } finally {
            forgetSnippets(context, made);
        }
    }

    /** The classes of snippets change from one compilation to the next. */
    private void forgetSnippets(Context context, boolean made) {
        Symtab symbols = Symtab.instance(context);
        Names names = Names.instance(context);
        Set<String> shown = files.takeShown();
        PackageSymbol snippets =
                symbols.getPackage(symbols.unnamedModule, names.fromString(CompilerFiles.PACKAGE));
        if (snippets == null) {
            return;
        }
        if (made) {
            shown.forEach(
                    name -> symbols.removeClass(symbols.unnamedModule, names.fromString(name)));
        } else {
            // Of classes that never became files only the symbols tell, among those of all others.
            List<ClassSymbol> old = new ArrayList<>();
            for (ClassSymbol c : symbols.getAllClasses()) {
                if (c.packge() == snippets) {
                    old.add(c);
                }
            }
            old.forEach(c -> symbols.removeClass(symbols.unnamedModule, c.flatName()));
        }
        snippets.members_field = null;
        snippets.completer = ClassFinder.instance(context).getCompleter();
    }

    /** Looks for the type of the value once all types are known. */
    private static final class TypeOfValue implements TaskListener {
        private final JavacTask task;
        private @Nullable String found;

        TypeOfValue(JavacTask task) {
            this.task = task;
        }

        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.ANALYZE && found == null) {
                Trees trees = Trees.instance(task);
                new TreePathScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
                        if (found == null && tree.getName().contentEquals(VALUE)) {
                            found = trees.getTypeMirror(getCurrentPath()).toString();
                        }
                        return null;
                    }
                }.scan(event.getCompilationUnit(), null);
            }
        }
    }
}
