package dev.mantissa.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to do about common mistakes. */
final class Hints {
    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+\\w+\\s+(\\w+)");

    /** Words of other languages, and the Java for them. */
    private static final Map<String, String> FOREIGN =
            Map.of(
                    "True", "Java writes true.",
                    "False", "Java writes false.",
                    "None", "Java writes null.",
                    "nil", "Java writes null.",
                    "self", "Java writes this.",
                    "len", "Java writes array.length, text.length() or list.size().",
                    "str", "Java writes String.valueOf(x).",
                    "string", "Java writes String, with a capital S.",
                    "bool", "Java writes boolean.",
                    "let", "Java declares with var: var x = 1;");

    private static final Map<String, String> BY_CODE =
            Map.ofEntries(
                    Map.entry(
                            "compiler.err.premature.eof",
                            "a brace, bracket or parenthesis that was opened is not closed."),
                    Map.entry(
                            "compiler.err.unclosed.char.lit",
                            "text stands in double quotes, \"like this\"; single quotes hold one character."),
                    Map.entry(
                            "compiler.err.unclosed.str.lit",
                            "text in double quotes ends on its line; three quotes, \"\"\", hold several lines."),
                    Map.entry(
                            "compiler.err.int.number.too.large",
                            "a whole number above 2147483647 needs an L at its end, such as 3000000000L."),
                    Map.entry(
                            "compiler.err.unreported.exception.need.to.catch.or.throw",
                            "catch the exception here, or declare it: void f() throws Exception { … }"),
                    Map.entry(
                            "compiler.err.local.variables.not.effectively.final",
                            "a lambda can use a local variable only if it is never changed; copy it first."),
                    Map.entry(
                            "compiler.err.cant.ref.non.effectively.final.var",
                            "a lambda can use a local variable only if it is never changed; copy it first."),
                    Map.entry(
                            "compiler.err.var.might.not.have.been.initialized",
                            "give the variable a value where it is declared."),
                    Map.entry(
                            "compiler.err.missing.ret.stmt",
                            "every way through the method has to end with return."));

    private Hints() {}

    static Optional<String> forCompilation(
            String code, String message, Function<String, List<String>> importable) {
        Matcher symbol = SYMBOL.matcher(message);
        if (symbol.find()) {
            String name = symbol.group(1);
            if (FOREIGN.containsKey(name)) {
                return Optional.of(FOREIGN.get(name));
            }
            List<String> classes = importable.apply(name);
            if (!classes.isEmpty()) {
                return Optional.of("import " + String.join("; or import ", first(classes)) + ";");
            }
            return Optional.of(
                    message.contains("class " + name)
                            ? "is it spelled as declared? A class of a library needs its jar (%maven) and an import."
                            : "check the spelling; it has to be declared before it is used. %who lists the variables.");
        }
        if (message.startsWith("';' expected")) {
            return Optional.of("only the last expression of a cell may stand without a semicolon.");
        }
        if (message.contains("possible lossy conversion from double to float")) {
            return Optional.of("write the number with an f, such as 1.5f, or cast: (float) x.");
        }
        if (message.contains("possible lossy conversion")) {
            return Optional.of("if losing digits is meant, cast, such as (int) x.");
        }
        return Optional.ofNullable(BY_CODE.get(code));
    }

    private static List<String> first(List<String> names) {
        return names.subList(0, Math.min(3, names.size()));
    }

    static Optional<String> forException(Throwable e) {
        return switch (e) {
            case StackOverflowError _ -> Optional.of("does a method call itself without an end?");
            case OutOfMemoryError _ ->
                    Optional.of(
                            "set large variables to null, or start with more memory (-Xmx). Variables are intact.");
            case NoClassDefFoundError _, ClassNotFoundException _ ->
                    Optional.of("add the jar that has this class: %maven group:artifact:version");
            default -> Optional.empty();
        };
    }
}
