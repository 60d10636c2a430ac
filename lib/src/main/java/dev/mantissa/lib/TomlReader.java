package dev.mantissa.lib;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Turns TOML into keys, values and their lines. */
final class TomlReader {
    private TomlReader() {}

    static TomlFile read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (MalformedInputException binary) {
            return unreadable(file, "it is not UTF-8 text");
        } catch (IOException failure) {
            return unreadable(file, String.valueOf(failure.getMessage()));
        }
    }

    private static TomlFile unreadable(Path file, String why) {
        String problem = "%s could not be read: %s. No setting is taken from it.";
        return new TomlFile(file, List.of(), List.of(problem.formatted(file, why)));
    }

    /** Half a file is not used: what a person meant by the rest is not known. */
    static TomlFile parse(Path file, String text) {
        TomlParseResult toml = Toml.parse(text.replaceFirst("^\uFEFF", ""));
        if (toml.hasErrors()) {
            return new TomlFile(
                    file, List.of(), toml.errors().stream().map(e -> problem(file, e)).toList());
        }
        List<TomlFile.Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (List<String> path : toml.keyPathSet()) {
            String key = String.join(".", path);
            Object value = toml.get(path);
            int line = line(toml.inputPositionOf(path));
            if (value instanceof String || value instanceof Number || value instanceof Boolean) {
                entries.add(new TomlFile.Entry(key, value.toString(), line));
            } else {
                problems.add(
                        "%s line %d: '%s' is not used: a text or a number is needed, as in %s = \"…\"."
                                .formatted(file, line, key, key));
            }
        }
        entries.sort(Comparator.comparingInt(TomlFile.Entry::line));
        return new TomlFile(file, entries, problems);
    }

    private static String problem(Path file, TomlParseError error) {
        return "%s line %d, column %d is not TOML: %s. No setting is taken from this file; write flags as in precision = \"high\"."
                .formatted(
                        file,
                        error.position().line(),
                        error.position().column(),
                        error.getMessage());
    }

    private static int line(@Nullable TomlPosition position) {
        return position == null ? 1 : position.line();
    }
}
