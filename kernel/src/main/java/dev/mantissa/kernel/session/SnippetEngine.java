package dev.mantissa.kernel.session;

import dev.mantissa.kernel.debug.Debugger;
import dev.mantissa.kernel.magic.CodeFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.SPIResolutionException;
import org.jspecify.annotations.Nullable;

/** JShell with an execution control that keeps real objects: evaluates one snippet at a time. */
final class SnippetEngine implements AutoCloseable {
    /**
     * What a snippet gave.
     *
     * @param expression whether it is an expression that has a value
     * @param type of the value, as a cell may write it
     * @param notices what the person should know, such as variables that were reset
     */
    record Evaluated(
            boolean expression, @Nullable Object value, String type, List<Notice> notices) {}

    /**
     * What the person should know of a declaration, if it still holds when the cell's Java ends.
     */
    record Notice(String text, BooleanSupplier holds) {}

    private static final String TOO_LARGE =
            "no class file can hold this: a text constant above 65,535 bytes, or a method above 64 KB? Split it, or read it from a file.";

    private final CompilerLock compiler = new CompilerLock();
    private final StopSite stopSite = new StopSite();
    private final SourceMap sources = new SourceMap();
    private final LoadedClasses loaded = new LoadedClasses(sources);
    private final SnippetLoader loader;
    private final SnippetControl control;
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final RuntimeErrors errors;
    private final KnownNames names;
    private final StartImports imports;
    private final DebugMark debugMark;
    private final @Nullable OnePassEngine onePass;
    private final PreferredJars preferred;
    private @Nullable LaterIndex index;

    /** Whether the compiler sees the whole class path yet; guarded by the compiler's lock. */
    private boolean seesAll;

    /**
     * @param quick whether what can be compiled in one pass is, where this JVM allows it
     */
    SnippetEngine(SessionConfig config, InterruptGate gate, boolean quick) {
        DebuggedCells cells = new DebuggedCells(sources, this::analysis, stopSite);
        loader = new SnippetLoader(config.parent(), stopSite, new Debugger(gate.thread(), cells));
        preferred = new PreferredJars(loader);
        control = new SnippetControl(loader, compiler, gate, loaded);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
        shell =
                JShell.builder()
                        .in(InputStream.nullInputStream())
                        .out(nowhere)
                        .err(nowhere)
                        .compilerOptions(WarmCompiler.NAMES)
                        .compilerOptions(config.compilerOptions().toArray(String[]::new))
                        .executionEngine(control.provider(), Map.of())
                        .idGenerator(this::identify)
                        .fileManager(files -> seeing(files, config.firstSeen()))
                        .build();
        seesAll = config.firstSeen().isEmpty();
        analysis = shell.sourceCodeAnalysis();
        debugMark = new DebugMark(shell, loader.debugger());
        errors = new RuntimeErrors((name, line) -> sources.spot(name, line, analysis));
        names = new KnownNames(analysis, this::index);
        imports = new StartImports(compiler, sources, this::evalByJShell);
        onePass = quick && CompilerAccess.isOpen() && index != null ? onePass(index, config) : null;
    }

    private OnePassEngine onePass(LaterIndex files, SessionConfig config) {
        CompilerFiles all = new CompilerFiles(files, loaded.files());
        WarmCompiler warm = new WarmCompiler(all, config.compilerOptions());
        return new OnePassEngine(
                new CellImports(shell, analysis, imports::unknown), warm, control, sources);
    }

    private StandardJavaFileManager seeing(StandardJavaFileManager files, List<Path> paths) {
        if (!paths.isEmpty()) {
            try {
                files.setLocationFromPaths(StandardLocation.CLASS_PATH, paths);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        index = new LaterIndex(files, preferred);
        return index;
    }

    /** Imports for all cells. */
    void importAtStart(Piece piece) throws Throwable {
        imports.add(piece);
        if (onePass == null) {
            imports.learn();
        }
    }

    StartImports imports() {
        return imports;
    }

    /** Once a cell has run, there is time for what later ones may need. */
    void settle() {
        index();
        imports.learnSoon();
    }

    /** Lets the index of all class names begin. */
    void index() {
        if (index != null) {
            index.begin();
        }
    }

    /**
     * Lets the compiler see the whole class path, if it does not yet: opening a hundred jars takes
     * a quarter of a second, and most cells use none of them.
     *
     * @return whether it sees more now
     */
    private boolean seeAll() {
        boolean more = !seesAll;
        if (more) {
            remake();
        }
        return more;
    }

    /** Makes the compiler anew: any change of the class path does, even by an empty folder. */
    private void remake() {
        seesAll = true;
        addToCompiler(System.getProperty("java.home"));
    }

    private void addToCompiler(String path) {
        shell.addToClasspath(path);
        if (onePass != null) {
            onePass.forget();
        }
    }

    private String identify(Snippet snippet, int index) {
        sources.made(snippet);
        return Integer.toString(index);
    }

    /** For looking at the structure of code. */
    SourceCodeAnalysis analysis() {
        return analysis;
    }

    /** For looking up names of all classes; takes the compiler's lock to be held. */
    SourceCodeAnalysis fullAnalysis() {
        imports.learn();
        index();
        seeAll();
        return analysis;
    }

    JShell shell() {
        return shell;
    }

    CompilerLock compiler() {
        return compiler;
    }

    StopSite stopSite() {
        return stopSite;
    }

    SnippetLoader loader() {
        return loader;
    }

    SnippetControl control() {
        return control;
    }

    SourceMap sources() {
        return sources;
    }

    /** Null where this JVM has no compiler that is kept warm. */
    @Nullable OnePassEngine onePass() {
        return onePass;
    }

    RuntimeErrors errors() {
        return errors;
    }

    /** The place in the cell where a stack is, or else the snippet evaluated last. */
    JavaText.@Nullable Spot whereOrLatest(StackTraceElement[] stack) {
        JavaText.Spot spot = errors.where(stack);
        return spot == null ? sources.latest() : spot;
    }

    /** Whether this came out of a snippet, not out of a magic. */
    boolean isFromSnippet(Throwable e) {
        return control.thrown() == e;
    }

    /** Told of what compiled code threw that a magic ran without the engine. */
    void threw(Throwable e) {
        control.threw(e);
    }

    /**
     * Evaluates one snippet on the present thread.
     *
     * @throws CodeFailedException if it does not compile
     * @throws Throwable what it threw
     */
    Evaluated eval(Piece piece) throws Throwable {
        compiler.acquire();
        try {
            Evaluated quick = onePass == null ? null : onePass.eval(piece);
            if (quick != null) {
                return quick;
            }
            imports.learn();
            return evalByJShell(piece);
        } finally {
            compiler.release();
        }
    }

    private Evaluated evalByJShell(Piece piece) throws Throwable {
        sources.aside(debugMark::update);
        control.reset();
        sources.begin(piece);
        List<SnippetEvent> events = shell.eval(piece.source());
        if (events.stream().anyMatch(SnippetEngine::isUnresolved) && seeAll()) {
            control.reset();
            sources.begin(piece);
            events = shell.eval(piece.source());
        }
        if (control.thrown() != null && !(control.thrown() instanceof SPIResolutionException)) {
            drop(events);
            throw control.thrown();
        }
        return outcome(piece, events);
    }

    /** Whether its class is a new one: a variable then begins without a value. */
    private boolean isLoadedAnew(Snippet snippet) {
        return loaded.isLatest(analysis.wrapper(snippet).fullClassName());
    }

    /** Whether it did not compile, or only with names left open. */
    private static boolean isUnresolved(SnippetEvent event) {
        return event.causeSnippet() == null
                && (event.status() == Status.REJECTED
                        || event.status() == Status.RECOVERABLE_DEFINED
                        || event.status() == Status.RECOVERABLE_NOT_DEFINED);
    }

    private Evaluated outcome(Piece piece, List<SnippetEvent> events) throws CodeFailedException {
        List<Notice> notices = new ArrayList<>();
        Evaluated result = new Evaluated(false, null, "Object", notices);
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() != null) {
                Notices.update(event, shell, this::isLoadedAnew)
                        .ifPresent(text -> notices.add(new Notice(text, () -> true)));
                continue;
            }
            if (event.exception() instanceof UnresolvedReferenceException unresolved) {
                throw new CodeFailedException(unresolved(piece, unresolved));
            }
            if (event.status() == Status.REJECTED) {
                throw new CodeFailedException(
                        CompilationErrors.of(
                                piece,
                                shell.diagnostics(snippet).toList(),
                                List.of(),
                                names::importable));
            }
            if (event.status() == Status.RECOVERABLE_DEFINED
                    || event.status() == Status.RECOVERABLE_NOT_DEFINED) {
                DeclarationSnippet waiting = waiting(piece, snippet);
                notices.add(
                        new Notice(
                                Notices.incomplete(shell, waiting),
                                () -> shell.status(waiting) == event.status()));
            } else if (event.status() == Status.VALID) {
                SameNames.dropOlder(shell, snippet);
            }
            if (ExpressionTypes.isExpression(snippet)) {
                result = new Evaluated(true, control.value(), ExpressionTypes.of(snippet), notices);
            }
        }
        drop(events);
        notices.addAll(OlderCode.notices(this, loaded));
        return result;
    }

    /**
     * The declaration, if it waits for others. One that waits for nothing will never be usable: the
     * compiler could not make a class file of it, and goes on failing until it is made anew.
     */
    private DeclarationSnippet waiting(Piece piece, Snippet snippet) throws CodeFailedException {
        if (snippet instanceof DeclarationSnippet declaration
                && shell.unresolvedDependencies(declaration).findAny().isPresent()) {
            return declaration;
        }
        List<Diag> diagnostics = shell.diagnostics(snippet).filter(Diag::isError).toList();
        if (snippet instanceof PersistentSnippet) {
            shell.drop(snippet);
        }
        remake();
        throw new CodeFailedException(
                diagnostics.isEmpty()
                        ? CompilationErrors.at(piece.spot(0), TOO_LARGE)
                        : CompilationErrors.of(piece, diagnostics, List.of(), names::importable));
    }

    private CellError unresolved(Piece piece, UnresolvedReferenceException e) {
        DeclarationSnippet snippet = e.getSnippet();
        List<String> missing = shell.unresolvedDependencies(snippet).toList();
        return CompilationErrors.at(
                piece.spot(0),
                "%s cannot run yet; it needs what is not declared: %s"
                        .formatted(Notices.label(snippet), String.join(", ", missing)));
    }

    /** The engine slows with each snippet that it keeps, and the value of a temporary is ours. */
    private void drop(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                    && shell.status(snippet).isActive()) {
                shell.drop(snippet);
            }
        }
    }

    /** The present value of a variable. */
    @Nullable Object valueOf(VarSnippet variable) {
        compiler.acquire();
        try {
            control.reset();
            shell.varValue(variable);
            return control.value();
        } finally {
            compiler.release();
        }
    }

    /** Adds it, before all else if {@code first}; false, and not added, if that is too late. */
    boolean addToClasspath(Path path, boolean first) {
        compiler.acquire();
        try {
            boolean free = !first || preferred.add(path);
            if (free) {
                seesAll = true;
                addToCompiler(path.toAbsolutePath().toString());
            }
            return free;
        } finally {
            compiler.release();
        }
    }

    @Override
    public void close() {
        // All sessions of a JVM share the thread of the index.
        index();
        shell.close();
    }
}
