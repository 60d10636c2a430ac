package dev.mantissa.magics.install;

import java.util.List;

/** Text of a file that a JVM reads its arguments from ({@code java @file}). */
final class ArgumentFile {
    private ArgumentFile() {}

    /** One argument a line; those of {@code arguments} that hold blanks or quotes are quoted. */
    static String of(List<String> arguments) {
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            text.append(quoted(argument)).append('\n');
        }
        return text.toString();
    }

    /** The arguments in a text that {@link #of} made. */
    static List<String> parse(String text) {
        return text.lines().map(ArgumentFile::unquoted).toList();
    }

    private static String unquoted(String line) {
        return line.startsWith("\"")
                ? line.substring(1, line.length() - 1).replaceAll("\\\\(.)", "$1")
                : line;
    }

    private static String quoted(String argument) {
        boolean plain = argument.chars().noneMatch(c -> " \t\"'\\#".indexOf(c) >= 0);
        return plain ? argument : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
