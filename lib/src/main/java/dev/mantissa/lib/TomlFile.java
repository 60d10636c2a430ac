package dev.mantissa.lib;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A {@code mantissa.toml} file: flags by name, as in {@code precision = "high"} or {@code
 * bench.budget = "20s"}. A flag may also be a table, whose keys and values are then the words of
 * its value: {@code [precision]} with {@code attention = "f32"}. What reads TOML is loaded only
 * where there is such a file.
 *
 * @param file the file
 * @param entries its keys and values, in the order of their lines
 * @param problems one sentence for each thing in it that is not used
 */
public record TomlFile(Path file, List<Entry> entries, List<String> problems) {
    /**
     * A key and its value.
     *
     * @param key with the tables it is in: "bench.budget"
     * @param line from 1
     */
    public record Entry(String key, String value, int line) {
        private boolean isIn(String table) {
            return key.startsWith(table + ".");
        }

        private String word(String table) {
            return key.substring(table.length() + 1) + "=" + value;
        }
    }

    /**
     * What a flag is set to.
     *
     * @param text its value
     * @param parts the entries that make it: one, or those of a table
     */
    record Value(String text, List<Entry> parts) {
        int line() {
            return parts.getFirst().line();
        }
    }

    public TomlFile {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** Reads a file; one that does not exist is empty, one that cannot be read is a problem. */
    public static TomlFile read(Path file) {
        return Files.exists(file)
                ? TomlReader.read(file)
                : new TomlFile(file, List.of(), List.of());
    }

    /** What it sets a flag to. */
    Optional<Value> value(String flag) {
        Optional<Value> whole =
                entries.stream()
                        .filter(e -> e.key().equals(flag))
                        .findFirst()
                        .map(e -> new Value(e.value(), List.of(e)));
        return whole.or(() -> {
            List<Entry> words = entries.stream().filter(e -> e.isIn(flag)).toList();
            String text = words.stream().map(e -> e.word(flag)).collect(Collectors.joining(" "));
            return words.isEmpty() ? Optional.empty() : Optional.of(new Value(text, words));
        });
    }

    /** The part of a value that {@code check} refuses by itself; the whole value if none is. */
    static Entry wrongPart(String flag, Value value, Setting setting) {
        for (Entry part : value.parts()) {
            if (part.isIn(flag) && isRefused(setting, part.word(flag))) {
                return new Entry(part.word(flag), "", part.line());
            }
        }
        return new Entry(flag + "=" + value.text(), "", value.line());
    }

    private static boolean isRefused(Setting setting, String text) {
        try {
            setting.check().accept(text);
            return false;
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    /** One sentence for each key that is none of these flags, nor in a table of one. */
    public List<String> unknownKeys(List<String> flags) {
        return entries.stream()
                .filter(e -> flags.stream().noneMatch(f -> e.key().equals(f) || e.isIn(f)))
                .map(e ->
                        "%s line %d: there is no flag '%s'.%s Known: %s. The line is passed over."
                                .formatted(
                                        file,
                                        e.line(),
                                        e.key(),
                                        Suggestion.hint(e.key(), flags),
                                        String.join(", ", flags)))
                .toList();
    }
}
