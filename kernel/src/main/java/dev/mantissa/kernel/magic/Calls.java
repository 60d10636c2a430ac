package dev.mantissa.kernel.magic;

import dev.mantissa.kernel.session.CellContext;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellExecution;
import dev.mantissa.kernel.session.CellRun;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Magics and code as calls of Java; imported into every session. {@code var jars = %jars lib/*.jar}
 * is short for {@code var jars = lineMagic("jars", "lib/*.jar")}.
 */
public class Calls {
    /** For classes of the same methods under another name. */
    protected Calls() {}

    /** The value of {@code %name arguments}. */
    public static <T extends @Nullable Object> T lineMagic(String name, String arguments) {
        return call(MagicLine.parse("%" + name + " " + arguments, null), Magic.Kind.LINE);
    }

    /** The value of {@code %name} with these arguments, blanks in them respected. */
    public static <T extends @Nullable Object> T lineMagic(String name, List<String> arguments) {
        return lineMagic(name, joined(arguments));
    }

    /** The value of {@code %%name} with these arguments and this body. */
    public static <T extends @Nullable Object> T cellMagic(
            String name, List<String> arguments, String body) {
        MagicLine line = MagicLine.parse("%%" + name + " " + joined(arguments), body);
        return call(line, Magic.Kind.CELL);
    }

    /**
     * Runs code as part of the present cell, magics too, and gives the value of its last
     * expression.
     */
    public static @Nullable Object eval(String code) {
        CellExecution execution = execution();
        try {
            return execution.run(code);
        } catch (CodeFailedException e) {
            throw new CallFailedException(e.error());
        } catch (Exception e) {
            throw Calls.<RuntimeException>asItIs(e);
        }
    }

    // What T may be is the caller's affair, null included.
    @SuppressWarnings({"unchecked", "NullAway"})
    private static <T extends @Nullable Object> T call(MagicLine line, Magic.Kind kind) {
        CellExecution execution = execution();
        try {
            return (T) execution.call(line, kind);
        } catch (CodeFailedException e) {
            throw new CallFailedException(e.error());
        } catch (IllegalArgumentException e) {
            if (execution.isFromCode(e)) {
                throw e;
            }
            // A mistake in the magic's line, not of the Java around it: its message alone is shown.
            String message = String.valueOf(e.getMessage());
            throw new CallFailedException(
                    new CellError("UsageError", message, message.lines().toList()));
        } catch (Exception e) {
            throw Calls.<RuntimeException>asItIs(e);
        }
    }

    /** Lets out what code threw, unwrapped, also where the caller declares nothing. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E asItIs(Exception e) throws E {
        throw (E) e;
    }

    private static String joined(List<String> arguments) {
        return arguments.stream().map(Calls::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        boolean plain = !argument.isEmpty() && argument.chars().noneMatch(Calls::isSpecial);
        return plain ? argument : '"' + argument.replace("\"", "\\\"") + '"';
    }

    private static boolean isSpecial(int c) {
        return Character.isWhitespace(c) || c == '"' || c == '\'';
    }

    private static CellExecution execution() {
        CellExecution execution =
                CellContext.current().map(CellContext::run).map(CellRun::execution).orElse(null);
        if (execution == null || !execution.isHere()) {
            throw new IllegalStateException(
                    "no cell runs in this thread (%s). Call magics and eval from a cell itself, not from a thread that it started."
                            .formatted(Thread.currentThread().getName()));
        }
        return execution;
    }
}
