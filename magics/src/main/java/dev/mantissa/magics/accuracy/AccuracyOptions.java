package dev.mantissa.magics.accuracy;

import dev.mantissa.lib.Suggestion;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.accuracy.AccuracySuite;
import dev.mantissa.lib.accuracy.Effort;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.magics.line.Globs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of {@code %accuracy}.
 *
 * @param names words that are neither options nor schemes: variables
 * @param schemes in the order given; empty for the usual ones
 * @param effort how large scenarios may be
 * @param all whether every scenario is shown, not the summary alone
 * @param json where the record is written, or null
 * @param earlier a record to compare with, or null
 * @param limit largest relative error that a network's output may have; NaN for none
 */
public record AccuracyOptions(
        List<String> names,
        List<QuantScheme> schemes,
        Effort effort,
        boolean all,
        @Nullable Path json,
        @Nullable Path earlier,
        double limit) {
    /** Lines that work. */
    public static final String USAGE =
            "%accuracy [q4 q8:g64 …] [--quick|--full] [--all] [--json FILE] [--vs FILE], or %accuracy NET X [q4 …] [--limit 0.1]";

    private static final List<String> KNOWN =
            List.of("--quick", "--full", "--all", "--json", "--vs", "--limit", "--schemes");

    private static final List<String> OF_SUITE = List.of("--quick", "--full", "--all", "--vs");

    /**
     * Reads the words.
     *
     * @throws UsageException saying what is wrong, what is allowed, and a line that works
     */
    public static AccuracyOptions parse(List<String> words) {
        Set<String> given = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        List<QuantScheme> schemes = new ArrayList<>();
        Effort effort = Effort.USUAL;
        boolean all = false;
        Path json = null;
        Path earlier = null;
        double limit = Double.NaN;
        for (int i = 0; i < words.size(); i++) {
            String[] parts = words.get(i).split("=", 2);
            boolean valued = List.of("--json", "--vs", "--limit", "--schemes").contains(parts[0]);
            if (valued && parts.length == 1) {
                i++;
            }
            String value = parts.length == 2 ? parts[1] : valued ? at(words, i, parts[0]) : "";
            given.add(parts[0]);
            switch (parts[0]) {
                case "--quick" -> effort = Effort.QUICK;
                case "--full" -> effort = Effort.FULL;
                case "--all" -> all = true;
                case "--json" -> json = target(Path.of(Globs.home(value)));
                case "--vs" -> earlier = Path.of(Globs.home(value));
                case "--limit" -> limit = limit(value);
                case "--schemes" -> schemes.addAll(schemes(value));
                default ->
                        scheme(words.get(i))
                                .ifPresentOrElse(schemes::add, add(names, words.get(i)));
            }
        }
        checkTogether(given, names);
        return new AccuracyOptions(
                List.copyOf(names), List.copyOf(schemes), effort, all, json, earlier, limit);
    }

    /** Each option holds for the suite, for a network, or for both. */
    private static void checkTogether(Set<String> given, List<String> names) {
        if (given.contains("--quick") && given.contains("--full")) {
            throw new UsageException("--quick and --full exclude each other; leave one out.");
        }
        if (names.isEmpty() && given.contains("--limit")) {
            throw new UsageException(
                    "--limit judges the layers of a network; the suite has limits of its own. Name a network and its input, or leave it out. Usage: "
                            + USAGE);
        }
        for (String option : names.isEmpty() ? List.<String>of() : OF_SUITE) {
            if (given.contains(option)) {
                throw new UsageException(
                        "%s is an option of the suite and has no effect on a network (%s). Leave it out, or leave the network out. Usage: %s"
                                .formatted(option, names.getFirst(), USAGE));
            }
        }
    }

    /**
     * A file that is to be written after a long run.
     *
     * @throws UsageException before the run, if it cannot be written
     */
    public static Path target(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new UsageException(
                    "%s cannot be written: it must be the name of a file in a folder that exists. Create the folder or give another path."
                            .formatted(file));
        }
        return file;
    }

    private static Runnable add(List<String> names, String word) {
        if (word.startsWith("-")) {
            throw new UsageException(
                    "unknown option '%s'.%s Allowed: %s. Usage: %s"
                            .formatted(
                                    word,
                                    Suggestion.hint(word, KNOWN),
                                    String.join(", ", KNOWN),
                                    USAGE));
        }
        return () -> names.add(word);
    }

    /** The scheme of that word, if it is meant to be one. */
    private static Optional<QuantScheme> scheme(String word) {
        String name = word.toLowerCase(Locale.ROOT).replaceFirst(":.*", "");
        boolean known =
                QuantSchemes.all().stream()
                        .anyMatch(s -> s.name().equals(name) || s.name().equals("q" + name));
        return known || word.contains(":") ? Optional.of(QuantSchemes.of(word)) : Optional.empty();
    }

    /**
     * Schemes with commas between them.
     *
     * @throws UsageException if one is unknown
     */
    public static List<QuantScheme> schemes(String text) {
        return Arrays.stream(text.split(",")).map(QuantSchemes::of).toList();
    }

    private static String at(List<String> words, int index, String option) {
        if (index >= words.size() || words.get(index).startsWith("-")) {
            throw new UsageException("%s has no value. Usage: %s".formatted(option, USAGE));
        }
        return words.get(index);
    }

    private static double limit(String text) {
        if (text.matches("\\d*\\.?\\d+([eE]-?\\d+)?") && Double.parseDouble(text) > 0) {
            return Double.parseDouble(text);
        }
        throw new UsageException(
                "--limit %s: that is no relative error. Give a number above 0, such as 0.05. Usage: %s"
                        .formatted(text, USAGE));
    }

    /** The suite that was asked for. */
    public AccuracySuite suite() {
        return schemes.isEmpty()
                ? AccuracySuite.standard(effort)
                : AccuracySuite.of(schemes, effort);
    }
}
