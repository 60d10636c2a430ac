package dev.mantissa.magics.line;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.display.Renderers;
import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.magic.MagicContext;
import dev.mantissa.kernel.magic.MagicLine;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.LocalSession;
import dev.mantissa.kernel.session.Redeclared;
import dev.mantissa.kernel.session.Variable;
import dev.mantissa.magics.Shown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** Runs one magic without a compiler: code that it would run goes to a function of the test. */
final class Workbench implements MagicContext, LocalSession {
    final Shown shown = new Shown();
    final List<Path> classPath = new ArrayList<>();
    final List<Variable> variables = new ArrayList<>();
    final List<Magic> magics = new ArrayList<>();
    Function<String, Object> code = text -> text;

    /** Runs {@code text}, such as "%precision high", and gives what it showed. */
    String run(Magic magic, String text) throws Exception {
        int before = shown.text().length();
        value(magic, text);
        return shown.text().substring(before);
    }

    /** Runs {@code text} and gives its value. */
    Object value(Magic magic, String text) throws Exception {
        boolean cell = text.startsWith("%%");
        String[] parts = text.split("\n", 2);
        String body = cell ? (parts.length > 1 ? parts[1] : "") : null;
        return magic.run(MagicLine.parse(parts[0], body), this);
    }

    @Override
    public LocalSession session() {
        return this;
    }

    @Override
    public CellOutput output() {
        return shown;
    }

    @Override
    public Object run(String text) {
        return code.apply(text);
    }

    @Override
    public Callable<Object> compile(String text) {
        return () -> code.apply(text);
    }

    @Override
    public MimeBundle render(Object value) {
        return new Renderers().render(value);
    }

    @Override
    public void register(Magic magic) {
        magics.add(magic);
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public Optional<Object> value(String name) {
        return variables.stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .map(Variable::value);
    }

    @Override
    public void addToClasspath(List<Path> paths) {
        classPath.addAll(paths);
    }

    @Override
    public boolean replaceOnClasspath(Path jar) {
        return classPath.add(jar);
    }

    @Override
    public Redeclared redeclare(List<String> cells) {
        return new Redeclared(0, 0, 0, List.of());
    }

    @Override
    public void reset() {
        variables.clear();
    }

    @Override
    public List<Magic> magics() {
        return magics;
    }

    @Override
    public CellResult execute(Cell cell, CellOutput output) {
        throw new UnsupportedOperationException("a workbench runs one magic, no cells");
    }

    @Override
    public void interrupt() {
        // nothing runs longer than the call
    }

    @Override
    public Completion complete(String text, int cursor) {
        return new Completion(cursor, cursor, List.of());
    }

    @Override
    public Optional<Inspection> inspect(String text, int cursor) {
        return Optional.empty();
    }

    @Override
    public Completeness isComplete(String text) {
        return new Completeness(Completeness.Status.UNKNOWN, "");
    }

    @Override
    public void comm(CommEvent event, CellOutput output) {
        throw new UnsupportedOperationException("a workbench has no front end");
    }

    @Override
    public void close() {
        // holds nothing
    }
}
