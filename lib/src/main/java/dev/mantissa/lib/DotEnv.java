package dev.mantissa.lib;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: lines {@code NAME=value}, optionally after {@code export}. A value may stand
 * in single quotes (taken literally) or double quotes (with {@code \n \t \" \\}); without quotes it
 * ends at " #". Empty lines and lines that start with # are comments. A later line wins.
 *
 * @param file the file
 * @param entries by name
 * @param problems one sentence for each line that is none of these; such a line is passed over
 */
public record DotEnv(Path file, Map<String, Entry> entries, List<String> problems) {
    /** A value and the number of its line, from 1. */
    public record Entry(String value, int line) {}

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    public DotEnv {
        entries = Map.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** Reads a file; one that does not exist is empty, one that cannot be read is a problem. */
    public static DotEnv read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (NoSuchFileException absent) {
            return new DotEnv(file, Map.of(), List.of());
        } catch (MalformedInputException binary) {
            return unreadable(file, "it is not UTF-8 text");
        } catch (IOException failure) {
            return unreadable(file, String.valueOf(failure.getMessage()));
        }
    }

    private static DotEnv unreadable(Path file, String why) {
        String problem = "%s could not be read: %s. No setting is taken from it.";
        return new DotEnv(file, Map.of(), List.of(problem.formatted(file, why)));
    }

    static DotEnv parse(Path file, String text) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        List<String> lines = text.replaceFirst("^\uFEFF", "").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.strip().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            String value = matcher.matches() ? value(matcher.group(2)) : BAD;
            if (value.equals(BAD)) {
                problems.add(problem(file, i + 1));
            } else {
                entries.put(matcher.group(1), new Entry(value, i + 1));
            }
        }
        return new DotEnv(file, entries, problems);
    }

    /** No value contains a NUL, so this one marks a line that could not be read. */
    private static final String BAD = "\0";

    private static String value(String text) {
        if (text.startsWith("'")) {
            Matcher quoted = SINGLE.matcher(text);
            return quoted.matches() ? quoted.group(1) : BAD;
        }
        if (text.startsWith("\"")) {
            Matcher quoted = DOUBLE.matcher(text);
            return quoted.matches() ? unescape(quoted.group(1)) : BAD;
        }
        return text.startsWith("#") ? "" : text.replaceFirst("\\s+#.*", "");
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                switch (match.group(1)) {
                                    case "n" -> "\n";
                                    case "t" -> "\t";
                                    default -> match.group(1);
                                }));
    }

    /** The value itself is not repeated: such files hold secrets. */
    private static String problem(Path file, int line) {
        return "line %d of %s is passed over: it is not NAME=value. A value with blanks at its ends or with quotes stands in quotes of one kind, closed on the same line."
                .formatted(line, file);
    }
}
