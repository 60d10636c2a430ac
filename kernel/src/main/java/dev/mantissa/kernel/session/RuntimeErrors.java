package dev.mantissa.kernel.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An exception that came out of a cell, with the frames that a person can do something about. */
final class RuntimeErrors {
    private static final int FRAMES = 30;

    private final BiFunction<String, Integer, JavaText.@Nullable Spot> spots;

    /**
     * @param spots the place in a cell of a class and line, or null
     */
    RuntimeErrors(BiFunction<String, Integer, JavaText.@Nullable Spot> spots) {
        this.spots = spots;
    }

    CellError of(Throwable e) {
        List<String> lines = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        describe("", e, lines, seen);
        Hints.forException(e).ifPresent(hint -> lines.add("Hint: " + hint));
        return new CellError(cleaned(e.getClass().getName()), message(e), lines);
    }

    /** The first place in a cell that a stack passes through, or null. */
    JavaText.@Nullable Spot where(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            JavaText.Spot spot = spot(frame);
            if (spot != null) {
                return spot;
            }
        }
        return null;
    }

    private void describe(String prefix, Throwable e, List<String> lines, Set<Throwable> seen) {
        if (!seen.add(e)) {
            return;
        }
        String message = message(e);
        String name = cleaned(e.getClass().getName());
        String head = prefix + name + (message.isEmpty() ? "" : ": " + message);
        lines.addAll(head.lines().toList());
        frames(e.getStackTrace(), prefix.isEmpty(), lines);
        for (Throwable suppressed : e.getSuppressed()) {
            describe("Suppressed: ", suppressed, lines, seen);
        }
        if (e.getCause() != null) {
            describe("Caused by: ", e.getCause(), lines, seen);
        }
    }

    private void frames(StackTraceElement[] stack, boolean mark, List<String> lines) {
        boolean marked = !mark;
        int shown = 0;
        int user = lastOfPerson(stack);
        for (int i = 0; i <= user; i++) {
            if (isInternal(stack[i].getClassName())) {
                continue;
            }
            if (shown++ == FRAMES) {
                lines.add("    … " + (user - i + 1) + " more frames");
                return;
            }
            JavaText.Spot spot = spot(stack[i]);
            lines.add("    at " + shown(stack[i], spot));
            if (!marked && spot != null) {
                lines.add("  > " + spot.text().strip());
                marked = true;
            }
        }
    }

    /** Index of the outermost frame that is the person's; all frames where none is. */
    private static int lastOfPerson(StackTraceElement[] stack) {
        for (int i = stack.length - 1; i >= 0; i--) {
            if (SourceMap.isSnippet(stack[i].getClassName())) {
                return i;
            }
        }
        for (int i = 0; i < stack.length; i++) {
            if (isInternal(stack[i].getClassName())) {
                return i;
            }
        }
        return stack.length - 1;
    }

    private static boolean isInternal(String className) {
        return className.startsWith("dev.mantissa.kernel.session.")
                || className.startsWith("jdk.jshell.")
                || className.startsWith("jdk.internal.reflect.")
                || className.startsWith("java.lang.reflect.")
                || className.startsWith("java.lang.invoke.");
    }

    private static String shown(StackTraceElement frame, JavaText.@Nullable Spot spot) {
        if (spot == null) {
            String where =
                    frame.getFileName() == null
                            ? ""
                            : " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
            return cleaned(frame.getClassName()) + "." + frame.getMethodName() + where;
        }
        String method = frame.getMethodName();
        boolean top = method.equals("do_it$");
        String owner = cleaned(frame.getClassName());
        String lambda = method.startsWith("lambda$") ? "a lambda" : method + "()";
        return top
                ? spot.label()
                : (owner.isEmpty() ? "" : owner + ".") + lambda + ", " + spot.label();
    }

    private static String cleaned(String className) {
        return className.replaceAll("^REPL\\.\\$JShell\\$\\d+[A-Z]*\\$?", "").replace('$', '.');
    }

    private JavaText.@Nullable Spot spot(StackTraceElement frame) {
        return spots.apply(frame.getClassName(), frame.getLineNumber());
    }

    static String message(Throwable e) {
        try {
            String message = e.getMessage();
            return message == null
                    ? ""
                    : message.replaceAll("REPL\\.\\$JShell\\$\\d+[A-Z]*[.$]?", "");
        } catch (RuntimeException | StackOverflowError inner) {
            return "(its message failed with " + inner.getClass().getName() + ")";
        }
    }
}
